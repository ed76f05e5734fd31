package io.sensorstreams.common.web.body;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class BodyPropertiesTest {

    private final WebApplicationContextRunner service = new WebApplicationContextRunner()
        .withUserConfiguration(BodyConfiguration.class);

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "at-once=0 | on field 'atOnce': rejected value [0]",
                    "grace=0s | on field 'grace': rejected value [PT0S]",
                    "grace=-1s | on field 'grace': rejected value [PT-1S]",
                    "rate=0B | sensor.bodies.rate (SENSOR_BODIES_RATE) is '0B', expected at least 1B",
                    "rate=-1KB | sensor.bodies.rate (SENSOR_BODIES_RATE) is '-1024B', expected at least 1B" },
            quoteCharacter = '"')
    void refusesLimitsThatAreTooSmall(String limit, String reason) {
        this.service.withPropertyValues("sensor.bodies." + limit)
            .run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining(reason));
    }

    @Test
    void acceptsTheSmallestLimits() {
        this.service.withPropertyValues("sensor.bodies.at-once=1", "sensor.bodies.grace=1ms", "sensor.bodies.rate=1B")
            .run((context) -> assertThat(context).hasNotFailed());
    }

}

package io.sensorstreams.common.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class BodyPropertiesTest {

    private final WebApplicationContextRunner service = new WebApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(BodyGateAutoConfiguration.class));

    @ParameterizedTest
    @ValueSource(strings = { "at-once=0", "grace=0s", "grace=-1s", "rate=0B", "rate=-1KB" })
    void refusesLimitsThatLetNothingThrough(String limit) {
        this.service.withPropertyValues("sensor.bodies." + limit).run((context) -> assertThat(context).hasFailed());
    }

    @Test
    void acceptsTheSmallestLimits() {
        this.service.withPropertyValues("sensor.bodies.at-once=1", "sensor.bodies.grace=1ms", "sensor.bodies.rate=1B")
            .run((context) -> assertThat(context).hasNotFailed());
    }

}

package io.sensorstreams.producer.run;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class StreamPropertiesSliceTest {

    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
        .withUserConfiguration(Properties.class);

    @EnableConfigurationProperties(StreamProperties.class)
    static class Properties {

    }

    @Test
    void hasDefaults() {
        this.contexts.run((context) -> assertThat(context.getBean(StreamProperties.class))
            .isEqualTo(new StreamProperties(Duration.ofMillis(200), Duration.ofMillis(1), Duration.ofSeconds(1),
                    Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(6))));
    }

    @Test
    void acceptsOtherValues() {
        this.contexts.withPropertyValues("sensor.streams.commit-interval=1s", "sensor.streams.tick=0")
            .run((context) -> assertThat(context.getBean(StreamProperties.class))
                .extracting(StreamProperties::commitInterval, StreamProperties::tick)
                .containsExactly(Duration.ofSeconds(1), Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(strings = { "commit-interval=0", "tick=-1ms", "retry=0", "command-timeout=0", "stop-timeout=0",
            "session-timeout=500ms", "session-timeout=soon" })
    void refusesInvalidValues(String property) {
        this.contexts.withPropertyValues("sensor.streams." + property)
            .run((context) -> assertThat(context).hasFailed());
    }

}

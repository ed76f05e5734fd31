package io.sensorstreams.common.setting;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;

class BindAnalyzerSliceTest {

    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
        .withUserConfiguration(Settings.class);

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    partitions=0      | sensor.partitions (SENSOR_PARTITIONS) is '0', must be greater than or equal to 1
                    partitions=many   | sensor.partitions (SENSOR_PARTITIONS) is 'many', expected a whole number
                    format=xml        | sensor.format (SENSOR_FORMAT) is 'xml', expected csv or json-lines
                    topics=AIR,A/B    | sensor.topics[1] (SENSOR_TOPICS) is 'A/B', must be letters
                    sinks[0].topic=.  | sensor.sinks[0].topic (SENSOR_SINKS_0_TOPIC) is '.', must be letters
                    flush-interval=soon | sensor.flush-interval (SENSOR_FLUSH_INTERVAL) is 'soon', expected a duration such as 500ms, 5s or 1h
                    max-size=big      | sensor.max-size (SENSOR_MAX_SIZE) is 'big', expected a size such as 64KB, 10MB or 1GB
                    max-rows=0        | sensor.max-rows (SENSOR_MAX_ROWS) is '0', must be greater than or equal to 1
                    address=nowhere.invalid | sensor.address (SENSOR_ADDRESS) is 'nowhere.invalid', expected an address of this machine such as 127.0.0.1
                    secure=perhaps    | sensor.secure (SENSOR_SECURE) is 'perhaps', expected true or false
                    topics=AIR,AIR    | sensor.topics must differ
                    """)
    void namesTheSettingTheValueAndWhatWasExpected(String property, String description) {
        assertThat(analyze(property).getDescription()).isEqualTo(description);
    }

    @Test
    void namesAllInvalidSettings() {
        assertThat(analyze("partitions=0", "max-rows=0").getDescription().lines()).containsExactlyInAnyOrder(
                "sensor.partitions (SENSOR_PARTITIONS) is '0', must be greater than or equal to 1",
                "sensor.max-rows (SENSOR_MAX_ROWS) is '0', must be greater than or equal to 1");
    }

    @Test
    void reportsAFaultThatTheServiceFound() {
        FailureAnalysis analysis = first(new IllegalStateException(new InvalidSettingException("name is 'x'")));
        assertThat(analysis.getDescription()).isEqualTo("name is 'x'");
        assertThat(analysis.getAction()).contains("docs/operations.md");
    }

    @Test
    void reportsAllFaultsWithTheirRemedy() {
        FailureAnalysis analysis = first(new InvalidSettingException(List.of("one", "two"), "Set both"));
        assertThat(analysis.getDescription()).isEqualTo("one\ntwo");
        assertThat(analysis.getAction()).isEqualTo("Set both");
    }

    private FailureAnalysis analyze(String... properties) {
        FailureAnalysis[] analysis = new FailureAnalysis[1];
        String[] named = List.of(properties).stream().map("sensor."::concat).toArray(String[]::new);
        this.contexts.withPropertyValues(named).run((context) -> analysis[0] = first(context.getStartupFailure()));
        return analysis[0];
    }

    /**
     * Returns the report of Spring Boot, with its analyzers and those of this project.
     */
    private static FailureAnalysis first(@Nullable Throwable failure) {
        assertThat(failure).isNotNull();
        List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
            .load(FailureAnalyzer.class, SpringFactoriesLoader.FailureHandler.handleMessage((message, e) -> {
            }));
        AnnotationAwareOrderComparator.sort(analyzers);
        return analyzers.stream()
            .map((analyzer) -> analyzer.analyze(failure))
            .filter((analysis) -> analysis != null)
            .findFirst()
            .orElseThrow();
    }

    @EnableConfigurationProperties(Sensor.class)
    static class Settings {

    }

    @Validated
    @ConfigurationProperties("sensor")
    record Sensor(@Nullable @Min(1) Integer partitions, @Nullable Format format,
            List<@Pattern(regexp = "[A-Z]+", message = "must be letters") String> topics, List<@Valid Sink> sinks,
            @Nullable Duration flushInterval, @Nullable DataSize maxSize, @Nullable @Min(1) Long maxRows,
            @Nullable Boolean secure, @Nullable InetAddress address) {

        @AssertTrue(message = "sensor.topics must differ")
        boolean isTopicsDistinct() {
            return this.topics == null || this.topics.stream().distinct().count() == this.topics.size();
        }

    }

    record Sink(@Pattern(regexp = "[A-Z]+", message = "must be letters") String topic) {

    }

    enum Format {

        CSV, JSON_LINES

    }

}

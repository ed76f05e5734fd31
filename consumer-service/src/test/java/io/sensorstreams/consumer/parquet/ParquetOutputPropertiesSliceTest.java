package io.sensorstreams.consumer.parquet;

import java.util.List;

import io.sensorstreams.consumer.parquet.type.NumberMode;
import io.sensorstreams.consumer.parquet.type.TimePattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class ParquetOutputPropertiesSliceTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
        .withUserConfiguration(Properties.class);

    @Test
    void hasDefaults() {
        this.runner
            .run((context) -> assertThat(context.getBean(ParquetOutputProperties.class).settings(ParquetCodec.ZST))
                .isEqualTo(new ParquetSettings(NumberMode.DECIMAL, "Time", TimePattern.USUAL, false, ParquetCodec.ZST,
                        8 * 1024 * 1024)));
    }

    @Test
    void boundsTheMemoryOfAllFiles() {
        this.runner.run((context) -> assertThat(context.getBean(ParquetOutputProperties.class).memoryBytes())
            .isEqualTo(Runtime.getRuntime().maxMemory() / 4));
        this.runner.withPropertyValues("sensor.parquet.memory=3MB")
            .run((context) -> assertThat(context.getBean(ParquetOutputProperties.class).memoryBytes())
                .isEqualTo(3 << 20));
    }

    @Test
    void readsAllSettings() {
        this.runner.withPropertyValues("sensor.parquet.numbers=double", "sensor.parquet.time-column=when",
                "sensor.parquet.time-format=yyyy-MM-dd", "sensor.parquet.offsets=true", "sensor.parquet.row-group=64KB")
            .run((context) -> {
                ParquetSettings settings = context.getBean(ParquetOutputProperties.class).settings(ParquetCodec.GZ);
                assertThat(settings.numbers()).isEqualTo(NumberMode.DOUBLE);
                assertThat(settings.timeColumn()).isEqualTo("when");
                assertThat(settings.patterns()).map(TimePattern::toString).isEqualTo(List.of("yyyy-MM-dd"));
                assertThat(settings.offsets()).isTrue();
                assertThat(settings.codec()).isEqualTo(ParquetCodec.GZ);
                assertThat(settings.rowGroupBytes()).isEqualTo(65_536);
            });
    }

    @Test
    void writesTimesAsTextsWithoutATimeColumn() {
        this.runner.withPropertyValues("sensor.parquet.time-column=")
            .run((context) -> assertThat(
                    context.getBean(ParquetOutputProperties.class).settings(ParquetCodec.ZST).timeColumn())
                .isEmpty());
    }

    @ParameterizedTest
    @CsvSource({ "numbers=float,NumberMode", "time-format=d.M.yyyy,time-format must be auto",
            "time-format=,time-format must be auto", "row-group=1KB,row-group must be from 64KB to 512MB",
            "row-group=1GB,row-group must be from 64KB to 512MB", "memory=1KB,memory must be 1MB or more",
            "offsets=perhaps,Invalid boolean value" })
    void refusesInvalidSettings(String setting, String message) {
        this.runner.withPropertyValues("sensor.parquet." + setting)
            .run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining(message));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(ParquetOutputProperties.class)
    static class Properties {

    }

}

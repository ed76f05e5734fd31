package io.sensorstreams.consumer.setting;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.sensorstreams.common.objects.StoreAddress;
import io.sensorstreams.common.setting.InvalidSettingException;
import io.sensorstreams.consumer.format.Compression;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.format.OutputFormat;
import io.sensorstreams.consumer.sink.RollPolicy;
import io.sensorstreams.consumer.sink.Writing;
import io.sensorstreams.consumer.group.ListenerSpec;
import io.sensorstreams.consumer.listen.SinkConfiguration;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.Sinks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SensorPropertiesSliceTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
        .withUserConfiguration(Properties.class)
        .withPropertyValues("sensor.output-dir=out", "sensor.topics=AIR,EARTH,WATER");

    @Test
    void hasDefaults() {
        this.runner.run((context) -> {
            SensorProperties properties = context.getBean(SensorProperties.class);
            assertThat(properties.instance()).isNotBlank();
            assertThat(properties.assign()).isEmpty();
            assertThat(properties.flush().interval()).isEqualTo(Duration.ofSeconds(1));
            assertThat(properties.flush().pause()).isEqualTo(Duration.ofMillis(750));
            assertThat(properties.flush().tick()).isEqualTo(Duration.ofMillis(100));
            assertThat(properties.roll().policy(Writing.of(FileFormat.CSV).roll()))
                .isEqualTo(new RollPolicy(128 << 20, Long.MAX_VALUE, Duration.ofHours(1), 8));
            assertThat(properties.format()).isEqualTo(OutputFormat.CSV);
        });
    }

    @Test
    void limitsWholeFilesUnlessTheLimitsAreSet() {
        Writing whole = Writing.of(new FileFormat(OutputFormat.JSONL, Compression.ZST));
        this.runner.run((context) -> {
            RollPolicy limits = context.getBean(SensorProperties.class).roll().policy(whole.roll());
            assertThat(limits).isEqualTo(new RollPolicy(64 << 20, Long.MAX_VALUE, Duration.ofMinutes(1), 8));
            assertThat(whole.longestWait(Duration.ofSeconds(1), limits)).isEqualTo(Duration.ofSeconds(61));
        });
        this.runner.withPropertyValues("sensor.roll.bytes=1MB", "sensor.roll.rows=5", "sensor.roll.age=2s")
            .run((context) -> assertThat(context.getBean(SensorProperties.class).roll().policy(whole.roll()))
                .isEqualTo(new RollPolicy(1 << 20, 5, Duration.ofSeconds(2), 8)));
    }

    @Test
    void compressesTheFilesOfEachSinkByItsSetting() {
        this.runner
            .withPropertyValues("sensor.format=jsonl", "sensor.compression=gz", "sensor.sinks[0].group=backup",
                    "sensor.sinks[0].topics=AIR", "sensor.sinks[0].compression=zst")
            .run((context) -> {
                Sinks sinks = new SinkConfiguration().sinks(context.getBean(SensorProperties.class));
                assertThat(sinks.find("WATER", "WATER").orElseThrow().format())
                    .isEqualTo(new FileFormat(OutputFormat.JSONL, Compression.GZ));
                assertThat(sinks.find("backup", "AIR").orElseThrow().format())
                    .isEqualTo(new FileFormat(OutputFormat.CSV, Compression.ZST));
            });
        this.runner.withPropertyValues("sensor.format=parquet", "sensor.compression=")
            .run((context) -> assertThat(new SinkConfiguration().sinks(context.getBean(SensorProperties.class)).all())
                .allMatch((sink) -> sink.format().equals(FileFormat.PARQUET)));
        this.runner.withPropertyValues("sensor.format=parquet", "sensor.compression=none")
            .run((context) -> assertThat(new SinkConfiguration().sinks(context.getBean(SensorProperties.class)).all())
                .allMatch((sink) -> sink.format().equals(new FileFormat(OutputFormat.PARQUET, Compression.NONE))));
        this.runner.withPropertyValues("sensor.compression=lz4")
            .run((context) -> assertThat(context).getFailure().hasStackTraceContaining("'sensor.compression'"));
    }

    @Test
    void keepsTheFilesOfEachSinkWhereItsSettingSays() {
        this.runner
            .withPropertyValues("sensor.store=s3", "sensor.bucket=readings", "sensor.prefix=august",
                    "sensor.sinks[0].group=near", "sensor.sinks[0].topics=AIR", "sensor.sinks[1].group=far",
                    "sensor.sinks[1].topics=AIR", "sensor.sinks[1].store=s3", "sensor.sinks[1].bucket=backup")
            .run((context) -> {
                Sinks sinks = new SinkConfiguration().sinks(context.getBean(SensorProperties.class));
                Sink own = sinks.find("WATER", "WATER").orElseThrow();
                assertThat(own.store()).isEqualTo(new StoreAddress("readings", "august/"));
                assertThat(own.writing()).isEqualTo(new Writing.WholeSegments(FileFormat.CSV));
                Sink near = sinks.find("near", "AIR").orElseThrow();
                assertThat(near.store()).isNull();
                assertThat(near.writing()).isEqualTo(new Writing.Appending(FileFormat.CSV));
                assertThat(sinks.find("far", "AIR").orElseThrow().store()).isEqualTo(new StoreAddress("backup", ""));
            });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    sensor.store=s3 | sensor.store is 's3', but sensor.bucket (SENSOR_BUCKET) is unset; set it to the name of a bucket that exists
                    sensor.bucket=readings | sensor.store is 'disk', but sensor.bucket is 'readings' and sensor.prefix is ''; \
                    set sensor.store to s3, or remove the other two
                    sensor.store=s3 sensor.bucket=s3://readings | sensor.bucket is 's3://readings', \
                    expected 3 to 63 lower case letters, digits, dots and hyphens, such as readings
                    sensor.store=s3 sensor.bucket=readings sensor.prefix=a//b | sensor.prefix is 'a//b', \
                    expected at most 500 letters, digits and the characters _ . = -, with single slashes between, such as august
                    """)
    void refusesAStoreWithoutItsBucketAndABucketWithoutItsStore(String settings, String message) {
        this.runner.withPropertyValues(settings.split(" "))
            .run((context) -> assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> new SinkConfiguration().sinks(context.getBean(SensorProperties.class)))
                .withMessage(message));
    }

    @Test
    void limitsThreadsByProcessorsOrByTheSetting() {
        this.runner.run((context) -> assertThat(context.getBean(SensorProperties.class).threadLimit())
            .isGreaterThanOrEqualTo(16));
        this.runner.withPropertyValues("sensor.max-threads=3")
            .run((context) -> assertThat(context.getBean(SensorProperties.class).threadLimit()).isEqualTo(3));
        this.runner.withPropertyValues("sensor.max-threads=0").run((context) -> assertThat(context).hasFailed());
    }

    @Test
    void createsASinkForEachTopicAndEachFurtherGroup() {
        this.runner
            .withPropertyValues("sensor.sinks[0].group=backup", "sensor.sinks[0].topics=AIR,EARTH",
                    "sensor.sinks[0].format=jsonl", "sensor.sinks[1].group=far", "sensor.sinks[1].topics=WATER",
                    "sensor.sinks[1].directory=/mnt/far")
            .run((context) -> {
                Sinks sinks = new SinkConfiguration().sinks(context.getBean(SensorProperties.class));
                assertThat(sinks.groups()).containsExactly("AIR", "EARTH", "WATER", "backup", "far");
                // Spring makes the path of a directory that exists absolute.
                assertThat(sinks.ofGroup("backup")).extracting((sink) -> sink.directory().toAbsolutePath())
                    .containsOnly(Path.of("out", "backup").toAbsolutePath())
                    .hasSize(2);
                Sink far = sinks.find("far", "WATER").orElseThrow();
                assertThat(far.partitionDirectory(3)).isEqualTo(Path.of("/mnt/far/WATER/partition=3"));
                assertThat(sinks.find("far", "AIR")).isEmpty();
            });
    }

    @Test
    void createsAListenerForEachGroup() {
        this.runner.run((context) -> assertThat(specs(context)).extracting(ListenerSpec::id)
            .containsExactly("AIR", "EARTH", "WATER"));
    }

    @Test
    void createsListenersOnlyForTheAssignedPartitions() {
        this.runner.withPropertyValues("sensor.instance=c", "sensor.assign=AIR:0,WATER:1,AIR:2").run((context) -> {
            assertThat(specs(context)).containsExactly(
                    new ListenerSpec("AIR-AIR", "AIR", "c-AIR-AIR", List.of("AIR"), List.of(0, 2)),
                    new ListenerSpec("WATER-WATER", "WATER", "c-WATER-WATER", List.of("WATER"), List.of(1)));
        });
    }

    @Test
    void limitsTheFilesOfEachGroupSeparately() {
        this.runner
            .withPropertyValues("sensor.retention.age=7d", "sensor.retention.bytes=10GB",
                    "sensor.sinks[0].group=backup", "sensor.sinks[0].topics=AIR", "sensor.sinks[1].group=short",
                    "sensor.sinks[1].topics=AIR", "sensor.sinks[1].retention.age=1h")
            .run((context) -> {
                SensorProperties properties = context.getBean(SensorProperties.class);
                assertThat(properties.retention("AIR"))
                    .isEqualTo(new SensorProperties.Retention(Duration.ofDays(7), DataSize.ofGigabytes(10)));
                assertThat(properties.retention("backup")).isEqualTo(new SensorProperties.Retention(null, null));
                assertThat(properties.retention("short"))
                    .isEqualTo(new SensorProperties.Retention(Duration.ofHours(1), null));
            });
    }

    @Test
    void refusesARetentionThatRemovesEverything() {
        for (String setting : List.of("sensor.retention.age=0s", "sensor.retention.bytes=0B",
                "sensor.retention.bytes=-1B")) {
            this.runner.withPropertyValues(setting).run((context) -> assertThat(context).as(setting).hasFailed());
        }
    }

    @Test
    void refusesNamesThatAreNotValidDirectories() {
        for (String topics : List.of("..", "a/b", "AIR,.")) {
            this.runner.withPropertyValues("sensor.topics=" + topics)
                .run((context) -> assertThat(context).as(topics).hasFailed());
        }
    }

    @Test
    void refusesAGroupThatIsUsedTwice() {
        this.runner.withPropertyValues("sensor.sinks[0].group=AIR", "sensor.sinks[0].topics=EARTH")
            .run((context) -> assertThat(context).getFailure()
                .rootCause()
                .hasMessageContaining("must not use a group twice"));
    }

    @Test
    void refusesAssignedPartitionsOfUnknownTopics() {
        this.runner.withPropertyValues("sensor.assign=FIRE:0")
            .run((context) -> assertThat(context).getFailure()
                .rootCause()
                .hasMessageContaining("must name topics of a sink"));
        this.runner.withPropertyValues("sensor.assign=AIR")
            .run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("must be like AIR:0"));
    }

    private static List<ListenerSpec> specs(AssertableApplicationContext context) {
        SensorProperties properties = context.getBean(SensorProperties.class);
        return ListenerSpec.of(properties, new SinkConfiguration().sinks(properties));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(SensorProperties.class)
    static class Properties {

    }

}

package io.sensorstreams.launcher;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.sensorstreams.harness.Java;
import io.sensorstreams.launcher.plan.DataDirectory;
import io.sensorstreams.launcher.plan.OutputDirectory;
import io.sensorstreams.launcher.plan.Pace;
import io.sensorstreams.launcher.plan.RunOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class RunCommandTest {

    private final List<RunOptions> runs = new ArrayList<>();

    private final StringWriter errors = new StringWriter();

    private final CommandLine command = command(Map.of());

    private CommandLine command(Map<String, String> environment) {
        return Launcher.commandLine((options) -> {
            this.runs.add(options);
            return 1;
        }, environment).setErr(new PrintWriter(this.errors)).setOut(new PrintWriter(new StringWriter()));
    }

    @Test
    void runsTheSamplesOnOneBrokerByDefault() {
        assertThat(this.command.execute()).isEqualTo(1);

        assertThat(this.runs).containsExactly(new RunOptions(new DataDirectory(Java.TOP.resolve("samples"), true),
                Map.of(), new OutputDirectory(Java.TOP.resolve("output")), false, 1, Pace.UNLIMITED, Optional.empty(),
                8081, 8082, Optional.empty(), false, false, Map.of()));
    }

    @Test
    void takesEveryOption() {
        this.command.execute("--data", "/d", "--out=/o", "--once", "--pace", "rate:5", "--kafka", "host:9092",
                "--producer-port", "1", "--consumer-port", "2", "--topic", "2024-02.csv=AIR", "--topic", "a=b.csv=X_1",
                "--start-timeout", "90s", "--watch-rows", "--format", "jsonl", "--compression=none");

        assertThat(this.runs).containsExactly(new RunOptions(new DataDirectory(Path.of("/d")),
                Map.of("2024-02.csv", "AIR", "a=b.csv", "X_1"), new OutputDirectory(Path.of("/o")), true, 1,
                Pace.parse("rate:5"), Optional.of("host:9092"), 1, 2, Optional.of(Duration.ofSeconds(90)), true, false,
                Map.of("SENSOR_FORMAT", "jsonl", "SENSOR_COMPRESSION", "none")));
    }

    @Test
    void completesCompressedFilesSoonWhenTheRunEnds() {
        this.command.execute("--compression", "gz");
        this.command.execute("--compression", "zst", "--once");
        this.command.execute("--format", "parquet", "--once");

        assertThat(this.runs).extracting(RunOptions::files)
            .containsExactly(Map.of("SENSOR_COMPRESSION", "gz"),
                    Map.of("SENSOR_COMPRESSION", "zst", "SENSOR_ROLL_AGE", "5s"),
                    Map.of("SENSOR_FORMAT", "parquet", "SENSOR_ROLL_AGE", "5s"));
    }

    @ParameterizedTest
    @CsvSource({ "SENSOR_STORE, s3", "SENSOR_FORMAT, parquet", "SENSOR_COMPRESSION, zst",
            "SENSOR_SINKS_0_FORMAT, parquet" })
    void completesFilesSoonWhenTheEnvironmentMakesThemWhole(String variable, String value) {
        command(Map.of(variable, value)).execute("--once");
        command(Map.of(variable, value, "SENSOR_ROLL_AGE", "20s")).execute("--once");
        command(Map.of(variable, value)).execute();

        assertThat(this.runs).extracting(RunOptions::files)
            .containsExactly(Map.of("SENSOR_ROLL_AGE", "5s"), Map.of(), Map.of());
    }

    @Test
    void anOptionCountsBeforeTheEnvironment() {
        command(Map.of("SENSOR_COMPRESSION", "gz")).execute("--once", "--compression", "none");

        assertThat(this.runs).extracting(RunOptions::files).containsExactly(Map.of("SENSOR_COMPRESSION", "none"));
    }

    @Test
    void namesTheSettingForDataInAnObjectStore() {
        assertThat(this.command.execute("--data", "s3://readings/august")).isEqualTo(2);
        assertThat(this.errors.toString()).contains("expected a directory").contains("SENSOR_DATA_DIR");
    }

    @Test
    void watchesUntilItIsStopped() {
        assertThat(this.command.execute("--data", "/d", "--watch")).isEqualTo(1);
        assertThat(this.runs).singleElement().satisfies((options) -> assertThat(options.watch()).isTrue());
        assertThat(this.command.execute("--watch", "--once")).isEqualTo(2);
        assertThat(this.errors.toString()).contains("--watch runs until Ctrl-C, --once ends; choose one");
    }

    @Test
    void endsWithZeroAfterItsHelpAndVersion() {
        assertThat(this.command.execute("--help")).isZero();
        assertThat(this.command.execute("--version")).isZero();
        assertThat(this.runs).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    --twice                               | Unknown option: '--twice'
                    samples                               | Unmatched argument at index 0: 'samples'
                    --brokers=0                           | --brokers is 0, expected 1 to 9
                    --brokers=x                           | Invalid value for option '--brokers': 'x' is not an int
                    --producer-port=0                     | --producer-port is 0, expected 1 to 65535
                    --consumer-port=70000                 | --consumer-port is 70000, expected 1 to 65535
                    --producer-port=8082                  | --producer-port and --consumer-port are both 8082
                    --kafka=host                          | --kafka is 'host', expected HOST:PORT
                    --kafka=h:1 --brokers=3               | --brokers starts local brokers, --kafka uses a running Kafka; choose one
                    --topic=a.csv                         | --topic is 'a.csv', expected FILE=TOPIC
                    --topic=a.csv=A/B                     | --topic is 'a.csv=A/B', expected FILE=TOPIC
                    --topic a=A --topic a=B               | --topic names a twice
                    --format=xml                          | --format is 'xml', expected one of csv, jsonl, parquet
                    --compression=gzip                    | --compression is 'gzip', expected one of none, gz, zst
                    --start-timeout=fast                  | --start-timeout is 'fast', expected a time such as 90s or 5m
                    --start-timeout=0s                    | --start-timeout is '0s', expected a time such as 90s or 5m
                    --pace=slow                           | --pace 'slow', expected unlimited, rate:100, interval:5s or event-time:60
                    """)
    void endsWithTwoAndOneLineForWrongUsage(String arguments, String reason) {
        assertThat(this.command.execute(arguments.split(" "))).isEqualTo(2);

        assertThat(this.errors.toString().lines()).containsExactly("./run: " + reason + "; see ./run --help");
        assertThat(this.runs).isEmpty();
    }

}

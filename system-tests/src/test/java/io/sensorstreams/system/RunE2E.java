package io.sensorstreams.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sensorstreams.harness.Api;
import io.sensorstreams.harness.ChildProcess;
import io.sensorstreams.harness.Java;
import io.sensorstreams.harness.PackagedService;
import io.sensorstreams.harness.Ports;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs {@code ./run} from its start to Ctrl-C without faults. */
@Tag("long")
class RunE2E {

    private static final Duration START = Duration.ofMinutes(4);

    private static final Pattern KAFKA = Pattern.compile(", Kafka (\\S+) after");

    private static final Pattern ABOVE_INFO = Pattern.compile(" (WARN|ERROR) ");

    private final int port = Ports.free(2);

    @TempDir
    private Path directory;

    @Test
    void logsNoWarningAndLeavesTheSamplesAlone() throws Exception {
        List<String> samples = names(Java.TOP.resolve("samples"));
        Path out = this.directory.resolve("out");
        try (ChildProcess run = run(out, Map.of())) {
            Awaitility.await("rows are in files, see " + run.log())
                .atMost(START)
                .until(() -> run.logged().contains("First row in a file"));

            upload("UPLOADED.csv", "Time,Station\n01/01/2024 00:00:00,S1\n");
            joinAndLeave(run.logged(), out);
            run.stop();
        }

        assertThat(out.resolve(".data/UPLOADED.csv")).exists();
        assertThat(names(Java.TOP.resolve("samples"))).isEqualTo(samples);
        assertThat(out.resolve(".logs/producer-service.log")).content().contains(" INFO ").doesNotContain("@timestamp");
        assertThat(aboveInfo(out.resolve(".logs/producer-service.log"))).isEmpty();
        assertThat(aboveInfo(out.resolve(".logs/consumer-service.log"))).isEmpty();
        assertThat(aboveInfo(this.directory.resolve("replica.log"))).isEmpty();
    }

    @Test
    void sendsTheOtherFilesWhenSomeCannotBeSent() throws Exception {
        Path data = Files.createDirectory(this.directory.resolve("data"));
        Files.writeString(data.resolve("AIR.csv"), "Time,Station\n01/01/2024 00:00:00,S1\n");
        Files.writeString(data.resolve("UPPER.CSV"), "Time,Station\n01/01/2024 00:00:00,S1\n");
        Files.writeString(data.resolve("2024-02.csv"), "Time,Station\n01/01/2024 00:00:00,S1\n");
        Files.writeString(data.resolve("TORN.csv.gz"), "Time,Station\n");
        Path out = this.directory.resolve("out");

        try (ChildProcess run = run(out, Map.of(), "--once", "--data", data.toString())) {
            Awaitility.await("the run ends, see " + run.log()).atMost(START).until(() -> !run.isAlive());

            assertThat(run.exitCode()).as(run.logged()).isEqualTo(1);
            assertThat(run.logged()).contains("as in --topic 2024-02=AIR", "Stream torn failed: TORN.csv.gz cannot be ",
                    "Verdict: CLEAN", "Left out, each with its reason above: 2024-02.csv, TORN.csv.gz");
        }
        assertThat(out.resolve("AIR/AIR")).exists();
        assertThat(out.resolve("UPPER/UPPER")).exists();
    }

    @Test
    void writesParquetFilesThatDuckDbReads() throws Exception {
        Path data = Files.createDirectory(this.directory.resolve("data"));
        Files.writeString(data.resolve("AIR.csv"),
                "Time,Station,PM10\n" + IntStream.range(0, 500)
                    .mapToObj((row) -> "01/01/2024 00:%02d:%02d,S%d,%d.5\n".formatted(row / 60, row % 60, row % 7, row))
                    .collect(Collectors.joining()));
        Path out = this.directory.resolve("out");

        try (ChildProcess run = run(out, Map.of("SENSOR_PARQUET_OFFSETS", "true"), "--once", "--data", data.toString(),
                "--format", "parquet")) {
            Awaitility.await("the run ends, see " + run.log()).atMost(START).until(() -> !run.isAlive());

            assertThat(run.logged()).contains("Verdict: CLEAN");
            assertThat(run.exitCode()).isZero();
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select count(*), sum(PM10), max(Time), count(distinct _row) from read_parquet('%s/AIR/AIR/*/*.parquet')"
                            .formatted(out))) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong(1)).isEqualTo(500);
            assertThat(rows.getBigDecimal(2)).isEqualByComparingTo("125000");
            assertThat(rows.getLong(4)).isEqualTo(500);
            assertThat(rows.getTimestamp(3).toLocalDateTime()).isEqualTo("2024-01-01T00:08:19");
        }
    }

    @Test
    void callsServicesWithUsersAsOperator() {
        Map<String, String> users = Map.of("SENSOR_SECURITY_ENABLED", "true", "SENSOR_OPERATOR_PASSWORD",
                "a-password-of-the-operator", "SENSOR_VIEWER_PASSWORD", "a-password-of-the-viewer");
        try (ChildProcess run = run(this.directory.resolve("out"), users, "--once", "--watch-rows", "--pace",
                "rate:1000")) {
            Awaitility.await("the run ends, see " + run.log()).atMost(START).until(() -> !run.isAlive());

            assertThat(run.logged()).contains("Verdict: CLEAN", "sent AIR[", "written AIR[");
            assertThat(run.exitCode()).isZero();
        }
    }

    /**
     * Starts {@code ./run} without a build. The Maven build that runs this test has
     * packaged all jars, and the other tests use them. The logs of the services are text
     * regardless of the environment.
     */
    private ChildProcess run(Path out, Map<String, String> settings, String... options) {
        List<String> command = new ArrayList<>(List.of(Java.TOP.resolve("run").toString(), "--out", out.toString(),
                "--producer-port", String.valueOf(this.port), "--consumer-port", String.valueOf(this.port + 1)));
        command.addAll(List.of(options));
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("SENSOR_RUN_WITHOUT_BUILD", "true");
        environment.put("LOGGING_STRUCTURED_FORMAT_CONSOLE", "ecs");
        return new ChildProcess(command, environment, this.directory.resolve("run.log")).killAtExit();
    }

    private void upload(String name, String text) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/api/files/" + name))
            .PUT(BodyPublishers.ofString(text))
            .build();
        assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(201);
    }

    /**
     * Starts a second replica on the same disk, waits until it owns partitions, and stops
     * it.
     */
    private void joinAndLeave(String logged, Path out) {
        Matcher kafka = KAFKA.matcher(logged);
        assertThat(kafka.find()).as(logged).isTrue();
        try (PackagedService replica = PackagedService.launch("consumer-service", List.of(),
                this.directory.resolve("replica.log"),
                Map.of("KAFKA_BOOTSTRAP_SERVERS", kafka.group(1), "SENSOR_INSTANCE", "consumer-1", "SENSOR_OUTPUT_DIR",
                        out.toString(), "SENSOR_TOPICS", "AIR,EARTH,WATER"))) {
            replica.awaitReady();
            awaitRunning(replica.api(), 6);
            replica.stop();
        }
        awaitRunning(new Api(this.port + 1), 12);
    }

    private static void awaitRunning(Api consumer, int partitions) {
        Awaitility.await(partitions + " partitions run")
            .atMost(Duration.ofMinutes(2))
            .until(() -> consumer.get("/api/partitions")
                .valueStream()
                .filter((partition) -> partition.path("state").asString().equals("RUNNING"))
                .count(), (running) -> running == partitions);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map((file) -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static List<String> aboveInfo(Path log) throws IOException {
        return Files.readAllLines(log).stream().filter((line) -> ABOVE_INFO.matcher(line).find()).toList();
    }

}

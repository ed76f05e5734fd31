package io.sensorstreams.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.harness.BrokerProcess;
import io.sensorstreams.harness.Java;
import io.sensorstreams.harness.PackagedService;
import io.sensorstreams.harness.Ports;
import io.sensorstreams.harness.SensorSystem;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs {@code ./sensor} against both packaged services. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleE2E {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private static final int ROWS = 3_000;

    private Path directory;

    private BrokerProcess broker;

    private SensorSystem system;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        int port = Ports.free(2);
        this.broker = new BrokerProcess(1, 1, port, directory);
        this.broker.awaitReady();
        this.system = new SensorSystem("127.0.0.1:" + port, directory, List.of("CONSOLE", "WATCHED"),
                PackagedService::launchJar);
    }

    @AfterAll
    void close() {
        this.system.close();
        this.broker.close();
    }

    @Test
    void leadsFromAnUploadToACleanAuditAndAReplay() throws Exception {
        Path file = Readings.write(this.directory, "CONSOLE.csv", ROWS, 1);

        assertThat(sensor(0, "upload", file.toString())).contains("CONSOLE.csv is new: ");
        assertThat(sensor(0, "stream", "console", "--file", "CONSOLE.csv", "--rate", "500", "--partitioning", "row"))
            .containsPattern("console +CONSOLE +STOPPED +0 ");
        sensor(0, "pace", "console", "unlimited");
        sensor(0, "start", "console");
        this.system.awaitCompleted("console", A_MINUTE);
        this.system.awaitRowsInFiles("CONSOLE", ROWS, A_MINUTE);

        assertThat(sensor(0, "streams")).containsPattern("console +CONSOLE +COMPLETED +3,000 +3,000 +100%");
        assertThat(sensor(0, "partitions", "CONSOLE"))
            .containsPattern("CONSOLE +CONSOLE +0 +consumer-0 +127.0.0.1:\\d+ .* RUNNING");
        assertThat(sensor(0, "tail", "CONSOLE", "0", "-n", "1")).hasLineCount(2).contains(",SVDT");
        assertThat(sensor(0, "audit", "--wait")).contains("Verdict: CLEAN");
        assertThat(sensor(1, "start", "console")).contains("--from-beginning sends its rows again");
        replays();
        assertThat(sensor(0, "delete", "console", "--yes")).isEqualTo("Stream console is deleted\n");
    }

    @Test
    void watchesRowsThatAreSentAndWritten() throws Exception {
        sensor(0, "stream", "watched", "--topic", "WATCHED", "--partitioning", "row", "--rate", "50", "--start",
                "--field", "index:sequence", "--field", "number:double,decimals=1");

        assertThat(sensor(0, "rows", "watched", "--limit", "3").lines()).hasSize(4)
            .first()
            .isEqualTo("Watching watched, Ctrl-C ends it");
        assertThat(sensor(0, "rows", "watched", "--limit", "1"))
            .containsPattern("sent WATCHED\\[\\d] watched/1/\\d+ \\{\"index\":\\d+,\"number\":-?\\d+\\.\\d}\n");
        assertThat(sensor(0, "rows", "WATCHED", "0", "--limit", "1"))
            .containsPattern("written WATCHED\\[0] offset \\d+ → WATCHED-0-0{20}\\.csv line \\d+: \\d+,-?\\d+\\.\\d\n");
        assertThat(sensor(0, "rows", "WATCHED", "0", "--limit", "1", "--output", "json"))
            .containsPattern("\\{\"topic\":\"WATCHED\",\"partition\":0,\"offset\":\\d+,\"row\":\"watched/1/\\d+\"");
        assertThat(sensor(1, "rows", "nobody")).contains("./sensor streams lists the streams");
        sensor(0, "delete", "watched", "--yes");
    }

    @Test
    void controlsAClockAndTheStreamThatFollowsIt() throws Exception {
        Path file = Readings.write(this.directory, "CLOCKED.csv", ROWS, 1);
        sensor(0, "upload", file.toString());
        assertThat(sensor(0, "preview", "CLOCKED.csv", "--rows", "1")).contains("clocked/1/0",
                "CLOCKED.csv is read with the dialect standard, times as ");
        String report = sensor(0, "report", "CLOCKED.csv", "--output", "json");
        String first = JsonMapper.shared().readTree(report).path("firstTime").asString();
        assertThat(sensor(0, "report", "CLOCKED.csv")).containsPattern("CLOCKED.csv +\\S+ +3,000 +0 +" + first)
            .contains("station");

        assertThat(sensor(0, "clock", "create", "console", "--from", "2000-01-01", "--speedup", "1000000000"))
            .containsPattern("console +STOPPED +2000-01-01T00:00:00 ");
        assertThat(sensor(1, "clock", "create", "console", "--from", "2000-01-01")).contains("--replace replaces it");
        assertThat(sensor(1, "stream", "clocked", "--file", "CLOCKED.csv", "--pace", "clock:no"))
            .contains("./sensor clocks lists the clocks");
        sensor(0, "stream", "clocked", "--file", "CLOCKED.csv", "--order", "reversed", "--pace", "clock:console",
                "--start");
        assertThat(sensor(0, "clock", "start", "console")).contains("RUNNING");
        this.system.awaitCompleted("clocked", A_MINUTE);
        assertThat(sensor(0, "clock", "show", "console")).containsPattern("clocked +COMPLETED");
        assertThat(sensor(0, "clock", "pause", "console")).contains("PAUSED");
        assertThat(sensor(0, "clock", "speed", "console", "60")).containsPattern("console +PAUSED +\\S+ +60 ");
        assertThat(sensor(1, "clock", "seek", "console", "1999-12-31")).contains("before 'from' of the clock");
        assertThat(sensor(0, "clock", "seek", "console", "2000-06-01")).contains("2000-06-01T00:00:00");
        assertThat(sensor(0, "clock", "stop", "console")).contains("STOPPED");
        assertThat(sensor(1, "clock", "delete", "console", "--yes")).contains("./sensor clock show NAME");
        sensor(0, "delete", "clocked", "--yes");
        assertThat(sensor(0, "clock", "delete", "console", "--yes")).isEqualTo("Clock console is deleted\n");
    }

    @Test
    void leavesOutTheRestOfAFileOfADirectory() throws Exception {
        Files.writeString(this.system.data().resolve("MANY-1.csv"), "Time,a\u0007\n1,2\n");
        sensor(0, "stream", "many", "--directory", "MANY-*.csv", "--min-age", "0s", "--partitioning", "row", "--start");
        Awaitility.await().atMost(A_MINUTE).until(() -> sensor(0, "streams").matches("(?s).*many +MANY +FAILED.*"));
        assertThat(sensor(0, "streams")).contains("--from next-file").doesNotContain("?from=");
        Readings.write(this.directory, "MANY-2.csv", 10, 1);
        sensor(0, "upload", this.directory.resolve("MANY-2.csv").toString());

        sensor(0, "start", "many", "--from", "next-file");

        Awaitility.await()
            .atMost(A_MINUTE)
            .until(() -> sensor(0, "stream", "many").contains("waits for files that match 'MANY-*.csv'"));
        assertThat(sensor(0, "stream", "many")).containsPattern("passedOver +\\[\"MANY-1.csv\"]")
            .containsPattern("rowsAcked +10\\b");
        sensor(0, "delete", "many", "--yes");
    }

    private void replays() throws IOException, InterruptedException {
        assertThat(sensor(1, "replay", "CONSOLE", "--from", "beginning")).contains("--restart stops it first");
        assertThat(sensor(0, "replay", "CONSOLE", "--from", "beginning", "--restart"))
            .contains("deleted CONSOLE-0-00000000000000000000.csv");
        this.system.awaitRowsInFiles("CONSOLE", ROWS, A_MINUTE);
        assertThat(sensor(0, "audit", "CONSOLE", "--wait")).contains("Verdict: CLEAN");
    }

    /**
     * Runs a command in the directory of the test.
     * @return everything that it prints
     */
    private String sensor(int code, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Java.TOP.resolve("sensor").toString()));
        command.addAll(Arrays.asList(arguments));
        Path printed = this.directory.resolve("printed.txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile());
        builder.environment().put("SENSOR_RUN_WITHOUT_BUILD", "true");
        builder.environment().put("SENSOR_PRODUCER_URL", this.system.producer().api().address());
        builder.environment().put("SENSOR_CONSUMER_URL", this.system.consumer().api().address());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("%s ends", command).isTrue();
        }
        finally {
            process.destroyForcibly();
        }
        String text = Files.readString(printed);
        assertThat(process.exitValue()).as("%s printed %s", command, text).isEqualTo(code);
        return text;
    }

}

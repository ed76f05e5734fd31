package io.sensorstreams.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.sensorstreams.harness.BrokerProcess;
import io.sensorstreams.harness.PackagedService;
import io.sensorstreams.harness.Ports;
import io.sensorstreams.harness.SensorSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Drops files into the data directory while the producer-service is killed again and
 * again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectoryE2E {

    private static final int FILES = 200;

    private static final int KILLS = 10;

    private static final int ROWS = 50;

    private static final String HEADER = "Station,Row\n";

    private static final Duration LONG = Duration.ofMinutes(2);

    private Path elsewhere;

    private BrokerProcess broker;

    private SensorSystem system;

    private final List<String> all = new ArrayList<>();

    @BeforeAll
    void start(@TempDir Path directory) throws IOException, InterruptedException {
        int port = Ports.free(2);
        this.elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        this.broker = new BrokerProcess(1, 1, port, directory);
        this.broker.awaitReady();
        this.system = new SensorSystem("127.0.0.1:" + port, directory, List.of("DROPPED"), PackagedService::launchJar);
    }

    @AfterAll
    void close() {
        this.system.close();
        this.broker.close();
    }

    @Test
    void eachRowIsSentOnceAndFilesMoveAfterTheirCommit() throws IOException {
        this.system.producer().api().post("/api/streams", """
                {"name":"dropped","topic":"DROPPED","autoStart":true,"partitioning":"row",
                "source":{"type":"directory","pattern":"D*.csv","afterwards":"move","minAge":"100ms"}}""", 201);
        for (int kill = 0; kill < KILLS; kill++) {
            for (int i = 0; i < FILES / KILLS; i++) {
                drop(kill * FILES / KILLS + i);
            }
            long before = (long) kill * FILES / KILLS * ROWS;
            await().atMost(LONG).until(() -> stream().path("rowsAcked").asLong() > before);
            this.system.producer().kill();
            long moved = moved();
            this.system.producer().relaunch();
            this.system.producer().awaitReady();
            assertThat(stream().path("rowsAcked").asLong()).isGreaterThanOrEqualTo(moved * ROWS);
        }
        int rows = FILES * ROWS;
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(stream().path("rowsAcked").asLong()).as("%s", stream()).isEqualTo(rows);
            assertThat(moved()).isEqualTo(FILES);
        });
        this.system.awaitRowsInFiles("DROPPED", rows, LONG);
        assertThat(this.system.rowsInFiles("DROPPED")).isEqualTo(rows);
        Path sent = Files.writeString(this.elsewhere.resolve("all"), HEADER + String.join("", this.all));
        assertThat(new ExactlyOnceOutput(sent).violations(this.system.files("DROPPED"))).isEmpty();
        assertThat(this.system.consumer().api().audit(LONG).path("verdict").asString()).isEqualTo("CLEAN");
        assertThat(stream().path("passedOver")).isEmpty();
    }

    private JsonNode stream() {
        return this.system.stream("dropped");
    }

    private void drop(int file) throws IOException {
        List<String> rows = Stream.iterate(file * ROWS, (row) -> row + 1)
            .limit(ROWS)
            .map((row) -> "S" + row % 3 + "," + row + "\n")
            .toList();
        this.all.addAll(rows);
        Path written = Files.writeString(this.elsewhere.resolve("next"), HEADER + String.join("", rows));
        Files.move(written, this.system.data().resolve("D%03d.csv".formatted(file)), StandardCopyOption.ATOMIC_MOVE);
    }

    private long moved() throws IOException {
        Path done = this.system.data().resolve("done");
        if (Files.notExists(done)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(done)) {
            return files.count();
        }
    }

}

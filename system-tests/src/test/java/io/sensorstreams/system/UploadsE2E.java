package io.sensorstreams.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.Zstd;
import io.sensorstreams.harness.Api;
import io.sensorstreams.harness.BrokerProcess;
import io.sensorstreams.harness.PackagedService;
import io.sensorstreams.harness.Ports;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Uploads small compressed files that expand to gigabytes of text, and files to a full
 * disk, with the packaged producer-service.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UploadsE2E {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    /** A request that waited for one of the scans would take much longer. */
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    private static final String HEADER = "Time,Station\n";

    private SmallDisk disk;

    private Path data;

    private BrokerProcess broker;

    private PackagedService producer;

    private Api api;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        this.disk = new SmallDisk(directory.resolve("disk"), 24, directory.resolve("disk.log"));
        this.data = this.disk.fromOutside();
        int port = Ports.free(2);
        this.broker = new BrokerProcess(1, 1, port, directory);
        this.broker.awaitReady();
        this.producer = PackagedService.launch("producer-service", this.disk.prefix(),
                directory.resolve("producer.log"), Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + port,
                        "SENSOR_INSTANCE", "producer-0", "SENSOR_DATA_DIR", directory.resolve("disk").toString()));
        this.producer.awaitReady();
        this.api = this.producer.api();
    }

    @AfterAll
    void close() {
        this.producer.close();
        this.broker.close();
        this.disk.close();
    }

    @Test
    void smallFilesWithMuchTextHoldUpNobody() throws IOException {
        Readings.write(this.data, "beside.csv", 20_000, 1);
        createStream("beside", "beside.csv", "{\"type\":\"rate\",\"perSecond\":200}");
        this.api.put("/api/files/blank.csv.zst", bomb(zstd(HEADER + "1,S\n"), zstd("\n".repeat(16 << 20)), 1300), 201);
        this.api.put("/api/files/rows.csv.gz", bomb(gzip(HEADER), gzip("1,2\n".repeat(4 << 20)), 32), 201);
        this.api.put("/api/files/line.csv.zst", bomb(zstd(HEADER), zstd("x".repeat(16 << 20)), 70), 201);
        createStream("blank", "blank.csv.zst", "{\"type\":\"unlimited\"}");
        createStream("line", "line.csv.zst", "{\"type\":\"unlimited\"}");
        long before = acked("beside");

        for (int i = 0; i < 10; i++) {
            assertThat(timed(() -> file("beside.csv"))).isLessThan(AT_ONCE);
            assertThat(timed(() -> this.api.get("/api/streams"))).isLessThan(AT_ONCE);
        }
        assertThat(file("blank.csv.zst").path("scanned").asBoolean()).isFalse();
        assertThat(file("beside.csv").path("rows").asInt()).isEqualTo(20_000);
        Awaitility.await().atMost(A_MINUTE).until(() -> acked("beside") > before + 400);

        assertThat(this.producer.stop()).isLessThan(Duration.ofSeconds(15));
        Files.delete(this.data.resolve("blank.csv.zst"));
        Files.delete(this.data.resolve("line.csv.zst"));
        this.producer.process().restart();
        this.producer.awaitReady();
        leavesNothingOfAnUploadOnAFullDisk();
    }

    private void leavesNothingOfAnUploadOnAFullDisk() throws IOException {
        this.disk.fill();
        byte[] noise = new byte[1 << 20];
        new Random(1).nextBytes(noise);
        JsonNode problem = this.api.put("/api/files/large.csv", noise, 507);
        assertThat(problem.path("type").asString()).isEqualTo("urn:sensor-streams:problem:data-directory-full");
        try (Stream<Path> files = Files.list(this.data)) {
            assertThat(files.map((file) -> String.valueOf(file.getFileName()))).doesNotContain("large.csv")
                .noneMatch((name) -> name.endsWith(".part"));
        }
        this.disk.free();
        this.api.put("/api/files/large.csv", (HEADER + "1,2\n").getBytes(UTF_8), 201);
    }

    private void createStream(String name, String file, String pace) {
        this.api.post("/api/streams", """
                {"name":"%s","topic":"UPLOADS","source":{"type":"csv","file":"%s"},"pace":%s,"autoStart":true}
                """.formatted(name, file, pace), 201);
    }

    private long acked(String stream) {
        return this.api.get("/api/streams/" + stream).path("rowsAcked").asLong();
    }

    private JsonNode file(String name) {
        return this.api.get("/api/files")
            .valueStream()
            .filter((file) -> file.path("name").asString().equals(name))
            .findFirst()
            .orElseThrow();
    }

    private static Duration timed(Runnable call) {
        long start = System.nanoTime();
        call.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static byte[] bomb(byte[] start, byte[] part, int parts) {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.writeBytes(start);
        for (int i = 0; i < parts; i++) {
            bomb.writeBytes(part);
        }
        return bomb.toByteArray();
    }

    private static byte[] zstd(String text) {
        return Zstd.compress(text.getBytes(UTF_8));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return compressed.toByteArray();
    }

}

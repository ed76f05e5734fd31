package io.sensorstreams.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import com.github.luben.zstd.ZstdInputStream;
import io.sensorstreams.harness.BrokerProcess;
import io.sensorstreams.harness.PackagedService;
import io.sensorstreams.harness.Ports;
import io.sensorstreams.harness.SensorSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Kills the services while rows wait in files that are not complete. */
@Tag("long")
class CompressedFilesE2E {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = { "gz", "zst" })
    void everyRowIsInTheFilesOnceAfterAKill(String compression) throws Exception {
        int port = Ports.free(2);
        try (BrokerProcess broker = new BrokerProcess(1, 1, port, this.directory)) {
            broker.awaitReady();
            try (SensorSystem system = new SensorSystem("127.0.0.1:" + port, this.directory, List.of("KILLED"),
                    (service, log, environment) -> PackagedService.launchJar(service, log,
                            compressed(environment, compression)))) {
                everyRowIsInTheFilesOnce(system, "." + compression);
            }
        }
    }

    private static Map<String, String> compressed(Map<String, String> environment, String compression) {
        Map<String, String> settings = new HashMap<>(environment);
        settings.put("SENSOR_COMPRESSION", compression);
        settings.put("SENSOR_ROLL_AGE", "2s");
        settings.put("SENSOR_ROLL_ROWS", "700");
        return settings;
    }

    private static void everyRowIsInTheFilesOnce(SensorSystem system, String ending) throws IOException {
        ExactlyOnceOutput output = new ExactlyOnceOutput(Readings.write(system.data(), "KILLED.csv", 12_000, 3));
        system.createStream("killed", "KILLED", "KILLED.csv",
                ",\"pace\":{\"type\":\"rate\",\"perSecond\":800},\"partitioning\":\"row\"");
        system.startStream("killed");
        for (int round = 0; round < 2; round++) {
            system.awaitMoreRowsInFiles("KILLED", 1_000);
            await().atMost(A_MINUTE).until(() -> !files(system, ".part").isEmpty());
            system.kill();
            system.restart();
        }
        system.awaitCompleted("killed", A_MINUTE);
        system.awaitRowsInFiles("KILLED", output.rows(), A_MINUTE);

        assertThat(system.rowsInFiles("KILLED")).isEqualTo(output.rows());
        assertThat(output.violations(rows(system, ending))).isEmpty();
        assertThat(system.consumer().api().audit(A_MINUTE).path("verdict").asString()).isEqualTo("CLEAN");
        system.stop();
        assertThat(files(system, ".part")).isEmpty();
    }

    private static List<Path> files(SensorSystem system, String ending) throws IOException {
        if (!Files.isDirectory(system.files("KILLED"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(system.files("KILLED"))) {
            return files.filter((file) -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    /** Reads all files without the service. */
    private static List<List<List<String>>> rows(SensorSystem system, String ending) throws IOException {
        Map<Path, List<List<String>>> partitions = new HashMap<>();
        for (Path file : files(system, ending)) {
            try (var stored = Files.newInputStream(file);
                    var lines = ending.equals(".gz") ? new GZIPInputStream(stored) : new ZstdInputStream(stored)) {
                partitions.computeIfAbsent(file.getParent(), (partition) -> new ArrayList<>())
                    .add(new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
            }
        }
        return List.copyOf(partitions.values());
    }

}

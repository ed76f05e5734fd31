package io.sensorstreams.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.harness.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

class DevelopmentKafkaIT {

    @TempDir
    Path directory;

    @Test
    void startsNoSecondBrokerOnThePortOfTheFirst() throws IOException {
        LocalKafkaSettings settings = settings();
        try (LocalKafka first = DevelopmentKafka.start(settings).orElseThrow()) {
            assertThat(first.bootstrapServers()).isEqualTo(settings.bootstrapServers());
            assertThat(DevelopmentKafka.start(settings)).isEmpty();
        }
    }

    @Test
    void waitsForABrokerThatAnotherServiceIsStarting() throws Exception {
        LocalKafkaSettings settings = settings();
        ClusterDirectory used = ClusterDirectory.open(settings);
        try (used) {
            FutureTask<Optional<LocalKafka>> second = new FutureTask<>(() -> DevelopmentKafka.start(settings));
            new Thread(second, "second").start();
            await().during(Duration.ofMillis(300)).until(() -> !second.isDone());

            ServerSocket accepting = new ServerSocket(settings.port(), 1, InetAddress.getLoopbackAddress());
            try (accepting) {
                assertThat(second.get(1, TimeUnit.MINUTES)).isEmpty();
            }
        }
    }

    @Test
    void stopsTheBrokerWhenTheServiceCannotStart() {
        LocalKafkaSettings settings = settings();

        assertThatIllegalStateException().isThrownBy(() -> DevelopmentKafka.run(settings, () -> {
            throw new IllegalStateException("cannot start");
        })).withMessage("cannot start");

        assertThat(Ports.isFree(settings.port())).isTrue();
    }

    @Test
    void copiesSamplesThatAreMissing() throws IOException {
        Path samples = Files.createDirectory(this.directory.resolve("samples"));
        Path data = Files.createDirectory(this.directory.resolve("data"));
        Files.writeString(samples.resolve("AIR.csv"), "sample");
        Files.writeString(samples.resolve("EARTH.csv"), "sample");
        Files.writeString(data.resolve("AIR.csv"), "uploaded");

        DevelopmentKafka.copyMissing(samples, data);

        assertThat(data.resolve("AIR.csv")).hasContent("uploaded");
        assertThat(data.resolve("EARTH.csv")).hasContent("sample");
    }

    private LocalKafkaSettings settings() {
        return LocalKafkaSettings.ofNodes(1).withPort(Ports.free(1)).withDirectory(this.directory.resolve("kafka"));
    }

}

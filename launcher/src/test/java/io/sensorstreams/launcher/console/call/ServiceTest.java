package io.sensorstreams.launcher.console.call;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;
import io.sensorstreams.harness.Api;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class ServiceTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final CountDownLatch reads = new CountDownLatch(1);

    private final CountDownLatch answers = new CountDownLatch(1);

    private HttpServer server;

    private Service service;

    @BeforeEach
    void start() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.server.setExecutor(Executors.newCachedThreadPool());
        this.server.createContext("/", (exchange) -> {
            try {
                this.reads.await();
                exchange.getRequestBody().readAllBytes();
                this.answers.await();
                exchange.sendResponseHeaders(201, -1);
            }
            catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        this.server.start();
        this.service = new Service(ServiceName.PRODUCER, new Api(this.server.getAddress().getPort()), LIMIT);
    }

    @AfterEach
    void stop() {
        this.reads.countDown();
        this.answers.countDown();
        this.server.stop(0);
    }

    @Test
    void saysWhatToDoWhenAnUploadIsNotAnswered(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("A.csv"), "Time,Station\n");
        this.reads.countDown();

        assertThatExceptionOfType(CallException.class).isThrownBy(() -> this.service.upload("/api/files/A.csv", file))
            .withMessage("The producer-service at http://127.0.0.1:%d did not answer within 1 s; "
                .formatted(this.server.getAddress().getPort())
                    + "The file may or may not be there: ./sensor files data lists what is. "
                    + "If it is not, upload it again")
            .satisfies((failure) -> assertThat(failure.exitCode()).isEqualTo(3));
    }

    @Test
    void waitsWhileAFileIsBeingSent(@TempDir Path directory) throws Exception {
        // More than the sockets of both sides buffer.
        Path file = Files.write(directory.resolve("large.csv"), new byte[64 << 20]);
        CompletableFuture<Reply> upload = CompletableFuture.supplyAsync(() -> upload(file));
        await().during(LIMIT.multipliedBy(2)).atMost(LIMIT.multipliedBy(30)).until(() -> !upload.isDone());

        this.reads.countDown();
        this.answers.countDown();

        assertThat(upload.get().status()).isEqualTo(201);
    }

    private Reply upload(Path file) {
        try {
            return this.service.upload("/api/files/large.csv", file);
        }
        catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

}

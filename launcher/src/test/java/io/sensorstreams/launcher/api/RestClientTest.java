package io.sensorstreams.launcher.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sensorstreams.harness.Api;
import io.sensorstreams.launcher.plan.StartException;
import io.sensorstreams.launcher.progress.Patience;
import io.sensorstreams.launcher.progress.Screen;
import io.sensorstreams.launcher.progress.Patience.Wait;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RestClientTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private final Screen screen = new Screen(new PrintStream(this.out, true, StandardCharsets.UTF_8), false, 80,
            Instant.now());

    private final CountDownLatch silence = new CountDownLatch(1);

    private final AtomicInteger requests = new AtomicInteger();

    private final ExecutorService threads = Executors.newCachedThreadPool();

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.server.setExecutor(this.threads);
        this.server.start();
    }

    @AfterEach
    void stop() {
        this.silence.countDown();
        this.server.stop(0);
        this.threads.shutdownNow();
    }

    @Test
    void waitsForASlowAnswerAndReportsIt() throws Exception {
        answer("/slow", (exchange) -> {
            await(Wait.QUIET.plusSeconds(1));
            reply(exchange, 200, "{\"a\":\"b\"}");
        });

        assertThat(get("/slow", patience(Optional.empty()))).isEqualTo("{\"a\":\"b\"}");
        assertThat(printed()).containsPattern(" s  Waiting for producer-service to answer GET /slow, 5 s\n");
    }

    @Test
    void retriesAfterABrokenConnection() throws Exception {
        answer("/broken", (exchange) -> {
            if (this.requests.incrementAndGet() > 2) {
                reply(exchange, 200, "{}");
            }
            exchange.close();
        });

        assertThat(get("/broken", patience(Optional.empty()))).isEqualTo("{}");
        assertThat(this.requests).hasValue(3);
    }

    @Test
    void endsAtOnceWhenAProcessDies() throws Exception {
        answer("/hangs", (exchange) -> await(Duration.ofMinutes(1)));
        Patience patience = patience(Optional.empty());
        patience.dependOn(() -> {
            throw new StartException("consumer-service died: out of memory");
        });

        assertThatExceptionOfType(StartException.class).isThrownBy(() -> get("/hangs", patience))
            .withMessage("consumer-service died: out of memory");
    }

    @Test
    void endsAStartThatTakesTooLong() {
        answer("/hangs", (exchange) -> await(Duration.ofMinutes(1)));
        Patience patience = patience(Optional.of(Duration.ofMillis(300)));

        assertThatExceptionOfType(StartException.class).isThrownBy(() -> get("/hangs", patience))
            .withMessage("Not started within the 300 ms of --start-timeout: still waiting for producer-service to "
                    + "answer GET /hangs");
    }

    @Test
    void hasNoLimitAfterTheStart() throws Exception {
        answer("/slow", (exchange) -> {
            await(Duration.ofMillis(500));
            reply(exchange, 200, "{}");
        });
        Patience patience = patience(Optional.of(Duration.ofMillis(1)));
        patience.started();

        assertThat(get("/slow", patience)).isEqualTo("{}");
    }

    @Test
    void reportsWhyTheServiceIsNotReady() throws Exception {
        answer("/actuator/health/readiness", (exchange) -> reply(exchange, 503, """
                {"status":"DOWN","components":{
                  "broker":{"status":"UP"},
                  "disk":{"status":"DOWN","details":{"AIR-0":"No space left on device"}}}}"""));
        Patience patience = patience(Optional.empty());

        assertThat(client(patience).unready(patience.on("it"))).contains("disk: No space left on device");
    }

    @Test
    void distinguishesRefusalsFromTemporaryFailures() {
        answer("/refused", (exchange) -> reply(exchange, 409,
                "{\"type\":\"urn:sensor-streams:problem:stream-completed\",\"detail\":\"all sent\"}"));
        answer("/later", (exchange) -> reply(exchange, 503, "{\"detail\":\"no broker\"}"));
        RestClient client = client(patience(Optional.empty()));

        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> client.post("/refused"))
            .matches((refusal) -> refusal.is("stream-completed") && refusal.detail().equals("all sent"));
        assertThatExceptionOfType(NotNowException.class).isThrownBy(() -> client.post("/later"))
            .withMessage("no broker");
    }

    private RestClient client(Patience patience) {
        return new RestClient("producer-service", new Api(this.server.getAddress().getPort()), patience);
    }

    private String get(String path, Patience patience) throws Exception {
        return client(patience).get(path, JsonNode.class).toString();
    }

    private Patience patience(Optional<Duration> startTimeout) {
        return new Patience(this.screen, startTimeout);
    }

    private interface Answer {

        void to(HttpExchange exchange) throws IOException, InterruptedException;

    }

    private void answer(String path, Answer answer) {
        this.server.createContext(path, (exchange) -> {
            try {
                answer.to(exchange);
            }
            catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Waits until the time has passed or the test has ended. */
    private void await(Duration time) throws InterruptedException {
        this.silence.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String printed() {
        return this.out.toString(StandardCharsets.UTF_8);
    }

}

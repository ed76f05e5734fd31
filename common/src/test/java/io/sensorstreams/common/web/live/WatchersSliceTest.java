package io.sensorstreams.common.web.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sensorstreams.common.web.security.CallersAutoConfiguration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Clients of a real server with users. */
@Timeout(60)
class WatchersSliceTest {

    private static final int AT_ONCE = 4;

    private static final Duration SOON = Duration.ofSeconds(20);

    private static final String VIEWER = "Basic "
            + Base64.getEncoder().encodeToString("viewer:look".getBytes(StandardCharsets.UTF_8));

    private final HttpClient client = HttpClient.newHttpClient();

    private final List<AutoCloseable> opened = new ArrayList<>();

    private ConfigurableApplicationContext service;

    private Rows rows;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void start() {
        this.service = new SpringApplicationBuilder(Service.class).run("--server.port=0", "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off", "--server.tomcat.threads.max=8", "--server.shutdown=graceful",
                "--spring.lifecycle.timeout-per-shutdown-phase=30s", "--sensor.security.enabled=true",
                "--sensor.security.operator-password=secret-secret", "--sensor.security.viewer-password=look");
        this.rows = this.service.getBean(Rows.class);
        this.service.getBean(Watchers.class).bindTo(this.registry);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : this.opened) {
            one.close();
        }
        this.service.close();
    }

    @Test
    void sendsRowsAsEvents() throws Exception {
        HttpResponse<InputStream> answer = open("/rows");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValueSatisfying(
                (type) -> assertThat(MediaType.parseMediaType(type)).isEqualTo(MediaType.TEXT_EVENT_STREAM));
        BufferedReader lines = lines(answer);

        offer(row("one"), row("two"));

        assertThat(lines.readLine()).isEqualTo(":");
        assertThat(lines.readLine()).isEmpty();
        assertThat(lines.readLine()).isEqualTo("event: row");
        assertThat(lines.readLine()).isEqualTo("data: {\"text\":\"one\"}");
        assertThat(lines.readLine()).isEmpty();
        assertThat(lines.readLine()).isEqualTo("event: row");
        assertThat(lines.readLine()).isEqualTo("data: {\"text\":\"two\"}");
    }

    @Test
    void manyClientsGetAllRows() throws Exception {
        List<BufferedReader> readers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            readers.add(lines(open("/rows?perSecond=1000")));
        }
        offer(IntStream.range(0, 500).mapToObj((n) -> row("row " + n)).toArray(RowEvent[]::new));

        for (BufferedReader reader : readers) {
            assertThat(reader.lines().filter((line) -> line.startsWith("data: ")).limit(500)).hasSize(500)
                .endsWith("data: {\"text\":\"row 499\"}");
        }
    }

    @Test
    void needsAUser() throws Exception {
        HttpRequest request = request("/rows").setHeader("Authorization", "").build();

        assertThat(this.client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }

    @Test
    void answersAHeadRequestWithoutWatching() throws Exception {
        HttpRequest request = request("/rows").method("HEAD", BodyPublishers.noBody()).build();

        HttpResponse<String> answer = this.client.send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(this.rows.watchers).isEmpty();
    }

    @Test
    void refusesOneClientMoreUntilOneLeaves() throws Exception {
        for (int i = 0; i < AT_ONCE; i++) {
            lines(open("/rows"));
        }

        HttpResponse<String> refused = this.client
            .send(request("/rows").setHeader("Accept", "text/event-stream").build(), BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.body()).contains("urn:sensor-streams:problem:too-many-watchers",
                "4 clients watch rows, which is the limit (sensor.watchers.at-once)");

        this.opened.get(0).close();
        await().atMost(SOON).untilAsserted(() -> assertThat(open("/rows").statusCode()).isEqualTo(200));
    }

    @Test
    void closesTheConnectionOfAClientThatDoesNotRead() throws Exception {
        Socket silent = send("/rows?perSecond=1000");
        Watcher watcher = onlyWatcher();
        BufferedReader other = lines(open("/rows"));
        RowEvent large = row("x".repeat(100_000));

        await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> {
            watcher.offer(List.of(large, large, large, large, large), 0);
            return !this.rows.watchers.contains(watcher);
        });

        assertThat(count(silent)).as("bytes until the end of the connection").isNotNegative();
        offer(row("still here"));
        assertThat(other.lines().filter((line) -> line.startsWith("data: ")).findFirst())
            .hasValue("data: {\"text\":\"still here\"}");
        assertThat(this.registry.get("sensor.watchers").gauge().value()).isEqualTo(1);
    }

    /**
     * The server uses the objects of a request again: the end of one response must not
     * reach another one.
     */
    @Test
    void answersNewClientsWhileOthersLeave() throws Exception {
        for (int i = 0; i < 60; i++) {
            await().atMost(SOON).until(() -> this.rows.watchers.size() < AT_ONCE);
            try (Socket client = send("/rows")) {
                client.setSoTimeout((int) SOON.toMillis());
                assertThat(client.getInputStream().read()).as("first byte of answer %s", i).isEqualTo('H');
                offer(row("x"), row("y"));
            }
        }
    }

    @Test
    void endsWhenTheSourceEnds() throws Exception {
        BufferedReader lines = lines(open("/rows"));

        this.rows.valid = false;

        assertThat(lines.lines()).containsExactly(":", "");
        await().atMost(SOON).until(() -> this.rows.watchers.isEmpty());
    }

    @Test
    void closesTheConnectionAfterARowThatCannotBeEncoded() throws Exception {
        Socket client = send("/rows");
        onlyWatcher();

        offer(new RowEvent(1, () -> {
            throw new IllegalArgumentException("broken row");
        }));

        assertThat(count(client)).isPositive();
        await().atMost(SOON).until(() -> this.rows.watchers.isEmpty());
    }

    @Test
    void doesNotDelayTheEndOfTheService() throws Exception {
        send("/rows?perSecond=1000");
        Watcher silent = onlyWatcher();
        BufferedReader lines = lines(open("/rows"));
        AtomicInteger offered = new AtomicInteger();
        AtomicInteger encoded = new AtomicInteger();
        await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> {
            silent.offer(List.of(new RowEvent(900_000, () -> "x".repeat(900_000 + encoded.incrementAndGet()))), 0);
            return offered.incrementAndGet() - encoded.get() > 5;
        });
        long begin = System.nanoTime();

        this.service.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(lines.lines()).containsOnly(":", "");
    }

    private Watcher onlyWatcher() {
        await().atMost(SOON).until(() -> this.rows.watchers.size() == 1);
        return this.rows.watchers.get(0);
    }

    private void offer(RowEvent... rows) {
        await().atMost(SOON).until(() -> !this.rows.watchers.isEmpty());
        this.rows.watchers.forEach((watcher) -> watcher.offer(List.of(rows), 0));
    }

    private static RowEvent row(String text) {
        return new RowEvent(text.length(), () -> Map.of("text", text));
    }

    private int port() {
        return this.service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).header("Authorization", VIEWER);
    }

    private HttpResponse<InputStream> open(String path) throws Exception {
        HttpResponse<InputStream> answer = this.client.send(request(path).build(), BodyHandlers.ofInputStream());
        this.opened.add(answer.body());
        return answer;
    }

    private static BufferedReader lines(HttpResponse<InputStream> answer) {
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    private Socket send(String path) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8 * 1024);
        socket.connect(new InetSocketAddress("127.0.0.1", port()));
        this.opened.add(socket);
        socket.getOutputStream()
            .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + VIEWER + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** Returns the number of bytes until the server closes or resets the connection. */
    private static long count(Socket socket) throws IOException {
        socket.setSoTimeout((int) SOON.toMillis());
        long bytes = 0;
        byte[] buffer = new byte[8192];
        try {
            for (int read = socket.getInputStream().read(buffer); read >= 0; read = socket.getInputStream()
                .read(buffer)) {
                bytes += read;
            }
        }
        catch (SocketException e) {
            return bytes;
        }
        return bytes;
    }

    @Configuration(proxyBeanMethods = false)
    @Import({ Rows.class, Problems.class })
    @ImportAutoConfiguration({ WatchersAutoConfiguration.class, CallersAutoConfiguration.class,
            JacksonAutoConfiguration.class, SecurityAutoConfiguration.class, SecurityFilterAutoConfiguration.class,
            ServletWebSecurityAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class,
            WebMvcAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
            TomcatServletWebServerAutoConfiguration.class })
    static class Service {

        @Bean
        Watchers watchers(JsonMapper json) {
            return new Watchers(AT_ONCE, Duration.ofSeconds(2), json);
        }

    }

    @RestControllerAdvice(assignableTypes = Rows.class)
    static class Problems extends WatchProblems {

    }

    @RestController
    static class Rows implements RowSource {

        private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

        private volatile boolean valid = true;

        private final Watchers all;

        Rows(Watchers all) {
            this.all = all;
        }

        @GetMapping(path = "/rows", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        void rows(@RequestParam(defaultValue = "20") int perSecond, HttpServletRequest request,
                HttpServletResponse response) throws IOException {
            this.all.open(request, response, perSecond, this);
        }

        @Override
        public void add(Watcher watcher) {
            this.watchers.add(watcher);
        }

        @Override
        public void remove(Watcher watcher) {
            this.watchers.remove(watcher);
        }

        @Override
        public boolean isValid() {
            return this.valid;
        }

    }

}

package io.sensorstreams.launcher.watch;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpServer;
import io.sensorstreams.harness.Api;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class RowWatchTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static final String STREAMS = """
            [{"name":"air","topic":"AIR","state":"RUNNING","run":1,"rowsAcked":0,"rowsRejected":0,"ratePerSecond":1.0}]
            """;

    private static final String PARTITIONS = """
            [{"group":"AIR","topic":"AIR","partition":0,"rows":0,"state":"RUNNING"},
             {"group":"AIR","topic":"AIR","partition":1,"rows":0,"state":"ELSEWHERE"}]
            """;

    private static final String SENT = """
            event: row
            data: {"row":"air/1/4711","topic":"AIR","partition":0,"offset":4712,"key":null,"value":{"Temp":26.10}}

            event: sampled
            data: {"skipped":1200}

            """;

    private static final String WRITTEN = """
            event: idle
            data: {}

            event: row
            data: {"topic":"AIR","partition":0,"offset":4712,"row":null,"file":"AIR-0-0.csv","line":4711,"text":"x"}

            """;

    private final List<String> lines = new CopyOnWriteArrayList<>();

    private final AtomicReference<String> streams = new AtomicReference<>(STREAMS);

    /** How often a list was asked for. */
    private final AtomicInteger looks = new AtomicInteger();

    private final AtomicInteger connections = new AtomicInteger();

    /** Paths of streams whose rows were asked for. */
    private final Set<String> connected = ConcurrentHashMap.newKeySet();

    private final CountDownLatch over = new CountDownLatch(1);

    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        this.service = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        this.service.setExecutor(Executors.newCachedThreadPool());
        list("/api/streams", this.streams::get);
        list("/api/partitions", () -> PARTITIONS);
        events("/api/streams/", SENT);
        events("/api/partitions/", WRITTEN);
        this.service.start();
    }

    @AfterEach
    void stop() {
        this.over.countDown();
        this.service.stop(0);
    }

    @Test
    void printsRowsThatAreSentAndWritten() {
        try (RowWatch watch = watch()) {
            await().atMost(SOON).until(() -> this.lines.size() == 3);
            assertThat(watch).isNotNull();
        }

        assertThat(this.lines.get(0))
            .isEqualTo("Rows are shown as they pass, at most 10 sent and 10 written ones a second");
        assertThat(this.lines).contains("sent AIR[0] air/1/4711 {\"Temp\":26.10}",
                "written AIR[0] offset 4712 → AIR-0-0.csv line 4711: x");
        assertThat(this.lines).endsWith("not shown: up to 1,200 sent and 0 written rows");
    }

    @Test
    void connectsAgainWhenAConnectionEnds() {
        this.over.countDown();

        try (RowWatch watch = watch()) {
            await().atMost(SOON).until(() -> this.connections.get() > 4);
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void showsStreamsThatRunOrStartLaterBeforeOthers() {
        this.streams.set(list(24, 1));
        try (RowWatch watch = watch()) {
            await().atMost(SOON).until(() -> this.connected.size() == 24);
            assertThat(this.connected).contains("/api/streams/s24/rows").doesNotContain("/api/streams/s23/rows");

            this.streams.set(list(23, 2));

            await().atMost(SOON).until(() -> this.connected.contains("/api/streams/s23/rows"));
            assertThat(watch).isNotNull();
        }
        assertThat(this.lines).noneMatch((line) -> line.contains("are not shown"));
    }

    @Test
    void saysOnceHowManyStreamsAreNotShown() {
        this.streams.set(list(0, 30));
        try (RowWatch watch = watch()) {
            await().atMost(SOON).until(() -> this.lines.stream().anyMatch((line) -> line.contains("more streams")));
            int before = this.looks.get();
            this.streams.set(list(0, 31));
            await().atMost(SOON).until(() -> this.looks.get() > before + 6);
            assertThat(watch).isNotNull();
        }

        assertThat(this.lines).filteredOn((line) -> line.contains("more streams"))
            .containsExactly("The rows of 6 more streams are not shown: at most 24 are shown together");
        assertThat(this.connected).hasSize(24);
    }

    @Test
    void keepsItsConnectionsWhileTheServiceDoesNotAnswer() {
        try (RowWatch watch = watch()) {
            await().atMost(SOON).until(() -> this.connections.get() == 2);
            int before = this.looks.get();
            this.streams.set("no list");
            await().atMost(SOON).until(() -> this.looks.get() > before + 3);
            this.streams.set(STREAMS);
            int again = this.looks.get();
            await().atMost(SOON).until(() -> this.looks.get() > again + 3);
            assertThat(watch).isNotNull();
        }

        assertThat(this.connections).hasValue(2);
    }

    /** Returns streams s0, s1 and so on: some are stopped, the others run. */
    private static String list(int stopped, int running) {
        return IntStream.range(0, stopped + running)
            .mapToObj((i) -> STREAMS.strip()
                .replace("[", "")
                .replace("]", "")
                .replace("\"air\"", "\"s" + i + "\"")
                .replace("RUNNING", (i < stopped) ? "STOPPED" : "RUNNING"))
            .collect(Collectors.joining(",", "[", "]"));
    }

    private RowWatch watch() {
        Api api = new Api(this.service.getAddress().getPort());
        return RowWatch.start(api, api, this.lines::add, 100);
    }

    private void list(String path, Supplier<String> body) {
        this.service.createContext(path, (exchange) -> {
            this.looks.incrementAndGet();
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body.get().getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private void events(String path, String body) {
        this.service.createContext(path, (exchange) -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body.getBytes(StandardCharsets.UTF_8));
                out.flush();
                this.connections.incrementAndGet();
                if (path.equals("/api/streams/")) {
                    this.connected.add(exchange.getRequestURI().getPath());
                }
                this.over.await();
            }
            catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

}

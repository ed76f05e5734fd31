package io.sensorstreams.launcher.watch;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

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

    private final AtomicInteger connections = new AtomicInteger();

    private final CountDownLatch over = new CountDownLatch(1);

    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        this.service = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        this.service.setExecutor(Executors.newCachedThreadPool());
        answer("/api/streams", STREAMS, false);
        answer("/api/partitions", PARTITIONS, false);
        answer("/api/streams/air/rows", SENT, true);
        answer("/api/partitions/AIR/AIR/0/rows", WRITTEN, true);
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

    private RowWatch watch() {
        Api api = new Api(this.service.getAddress().getPort());
        return RowWatch.start(api, api, this.lines::add, 100);
    }

    private void answer(String path, String body, boolean events) {
        this.service.createContext(path, (exchange) -> {
            boolean known = exchange.getRequestURI().getPath().equals(path);
            exchange.sendResponseHeaders(known ? 200 : 404, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body.getBytes(StandardCharsets.UTF_8));
                out.flush();
                if (events) {
                    this.connections.incrementAndGet();
                    this.over.await();
                }
            }
            catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

}

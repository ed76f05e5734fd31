package io.sensorstreams.launcher.watch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sensorstreams.harness.Api;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A service with users refuses every request without one. */
class RowWatchUserTest {

    private static final Map<String, String> USER = Api.basicHeaders("operator", "secret");

    private static final String STREAMS = """
            [{"name":"air","topic":"AIR","state":"RUNNING","run":1,"rowsAcked":0,"rowsRejected":0,"ratePerSecond":0}]""";

    private static final String ROW = """
            event: row
            data: {"row":"air/1/4711","topic":"AIR","partition":0,"offset":4712,"key":null,"value":{"Temp":26.10}}

            """;

    private final List<String> lines = new CopyOnWriteArrayList<>();

    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        this.service = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        this.service.createContext("/api/streams", (exchange) -> answer(exchange, STREAMS));
        this.service.createContext("/api/streams/air/rows", (exchange) -> answer(exchange, ROW));
        this.service.createContext("/api/partitions", (exchange) -> answer(exchange, "[]"));
        this.service.start();
    }

    @AfterEach
    void stop() {
        this.service.stop(0);
    }

    @Test
    void sendsTheUserWithEachRequest() {
        Api api = new Api(this.service.getAddress().getPort(), USER);
        try (RowWatch watch = RowWatch.start(api, api, this.lines::add, 100)) {
            await().atMost(Duration.ofSeconds(30))
                .until(() -> this.lines.contains("sent AIR[0] air/1/4711 {\"Temp\":26.10}"));
            assertThat(watch).isNotNull();
        }
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        boolean known = List.copyOf(USER.values()).equals(exchange.getRequestHeaders().get("Authorization"));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(known ? 200 : 401, known ? bytes.length : -1);
        if (known) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

}

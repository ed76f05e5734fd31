package io.sensorstreams.launcher.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sensorstreams.harness.Api;
import io.sensorstreams.launcher.plan.Pace;
import io.sensorstreams.launcher.plan.StreamPlan;
import io.sensorstreams.launcher.progress.Patience;
import io.sensorstreams.launcher.progress.Screen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SensorApiTest {

    private static final StreamPlan PLAN = new StreamPlan("air", "AIR", "AIR.csv");

    private static final String COMPLETED = """
            {"name":"air","topic":"%s","state":"COMPLETED","run":1,"rowsAcked":5,"rowsRejected":0,"ratePerSecond":0}""";

    private final Map<String, Deque<String>> answers = new HashMap<>();

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    private HttpServer server;

    private SensorApi api;

    @BeforeEach
    void start() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.server.createContext("/", this::answer);
        this.server.start();
        Screen screen = new Screen(new PrintStream(new ByteArrayOutputStream()), false, 80, Instant.now());
        Patience patience = new Patience(screen, Optional.empty());
        RestClient client = new RestClient("service", new Api(this.server.getAddress().getPort()), patience);
        this.api = new SensorApi(client, client, patience);
    }

    @AfterEach
    void stop() {
        this.server.stop(0);
    }

    @Test
    void sendsRowsThatWereAddedToTheFileOfACompletedStream() throws Exception {
        expect("GET /api/streams/air", "200 " + COMPLETED.formatted("AIR"));
        expect("PUT /api/streams/air", "200 " + COMPLETED.formatted("AIR"));
        expect("POST /api/streams/air/start",
                "409 {\"type\":\"urn:sensor-streams:problem:stream-completed\",\"detail\":\"all sent\"}");

        this.api.start(PLAN, Pace.UNLIMITED);

        assertThat(this.requests).containsExactly("GET /api/streams/air", "PUT /api/streams/air",
                "POST /api/streams/air/start");
    }

    @Test
    void retriesTemporaryFailures() throws Exception {
        expect("GET /api/streams/air", "503 {\"detail\":\"no broker\"}", "404 {}");
        expect("PUT /api/streams/air", "201 " + COMPLETED.formatted("AIR"));
        expect("POST /api/streams/air/start", "200 {}");

        this.api.start(PLAN, Pace.UNLIMITED);

        assertThat(this.requests).startsWith("GET /api/streams/air", "GET /api/streams/air").hasSize(4);
    }

    @Test
    void stopsAStreamAgainThatSomebodyStarted() throws Exception {
        expect("GET /api/streams/air", "404 {}");
        expect("PUT /api/streams/air",
                "409 {\"type\":\"urn:sensor-streams:problem:stream-running\",\"detail\":\"it runs\"}",
                "200 " + COMPLETED.formatted("AIR"));
        expect("POST /api/streams/air/start", "200 {}");

        this.api.start(PLAN, Pace.UNLIMITED);

        assertThat(this.requests).containsExactly("GET /api/streams/air", "PUT /api/streams/air",
                "GET /api/streams/air", "PUT /api/streams/air", "POST /api/streams/air/start");
    }

    @Test
    void leavesAStreamAloneWhoseRowsAreInAnotherTopic() {
        expect("GET /api/streams/air", "200 " + COMPLETED.formatted("OTHER"));

        assertThatExceptionOfType(OtherTopicException.class).isThrownBy(() -> this.api.start(PLAN, Pace.UNLIMITED))
            .withMessage("Stream air has sent 5 rows to topic OTHER before, and AIR.csv belongs to topic AIR now: "
                    + "delete the stream to send all rows again (curl -X DELETE " + address()
                    + "/api/streams/air), or keep its topic (--topic 'AIR.csv=OTHER')");
        assertThat(this.requests).containsExactly("GET /api/streams/air");
    }

    @Test
    void startsAnAuditOfItsOwnWhenAnotherOneIsRunning() throws Exception {
        String running = "200 {\"id\":\"1\",\"state\":\"RUNNING\",\"topics\":[]}";
        expect("GET /api/audits", "200 [{\"id\":\"1\",\"state\":\"RUNNING\",\"topics\":[]}]");
        expect("GET /api/audits/1", running, "200 {\"id\":\"1\",\"state\":\"COMPLETED\",\"topics\":[]}");
        expect("POST /api/audits", "202 /api/audits/2");
        expect("GET /api/audits/2", "200 {\"id\":\"2\",\"state\":\"COMPLETED\",\"verdict\":\"CLEAN\",\"topics\":[]}");

        assertThat(this.api.audit().id()).isEqualTo("2");
    }

    /** Sets the answers to repeated requests, in order. The last answer is repeated. */
    private void expect(String request, String... inTurn) {
        this.answers.put(request, new ArrayDeque<>(List.of(inTurn)));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        this.requests.add(request);
        Deque<String> inTurn = this.answers.getOrDefault(request, new ArrayDeque<>(List.of("500 {}")));
        String next = (inTurn.size() > 1) ? inTurn.removeFirst() : inTurn.getFirst();
        String body = next.substring(4);
        if (body.startsWith("/")) {
            exchange.getResponseHeaders().add("Location", body);
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(Integer.parseInt(next.substring(0, 3)), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String address() {
        return "http://127.0.0.1:" + this.server.getAddress().getPort();
    }

}

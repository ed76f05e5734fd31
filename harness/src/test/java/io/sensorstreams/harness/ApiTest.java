package io.sensorstreams.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ApiTest {

    private HttpServer server;

    private Api api;

    private final List<String> types = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.server.createContext("/", (exchange) -> {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            this.types.addAll(exchange.getRequestHeaders().getOrDefault("Content-Type", List.of()));
            byte[] body = Api.json(request);
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/text") ? 200 : 201, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        this.server.start();
        this.api = new Api(this.server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        this.server.stop(0);
    }

    @Test
    void sendsTheBodyAndReadsTheAnswer() throws Exception {
        Api.Answer answer = this.api.send("POST", "/api/audits", Api.json(new int[] { 1, 2 })).get();

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.request()).isEqualTo("POST " + this.api.address() + "/api/audits");
        assertThat(answer.as(String.class)).isEqualTo("POST /api/audits [1,2]");
        assertThat(answer.problem()).isEmpty();
        assertThat(this.types).containsExactly("application/json");
    }

    @Test
    void expectsAStatus() {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.api.get("/api/streams"))
            .withMessage("GET %s/api/streams answered 201 instead of 200: \"GET /api/streams \"", this.api.address());
    }

    @Test
    void expectsAnObjectOrAnArray() {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.api.get("/text"))
            .withMessage("GET %s/text answered no JSON object or array: \"GET /text \"", this.api.address());
    }

    @Test
    void sendsNoContentTypeWithoutABody() throws Exception {
        this.api.send("POST", "/api/audits", Api.NO_BODY).get();

        assertThat(this.types).isEmpty();
    }

    @Test
    void sendsItsHeadersAndBodiesOfAnyTypeToAnyAddress() throws Exception {
        Api other = new Api(HttpClient.newHttpClient(), this.api.address(), Map.of("Content-Type", "text/csv"));

        String answer = other.exchange("PUT", "/a.csv", BodyPublishers.ofString("1,2"), BodyHandlers.ofString())
            .get()
            .body();

        assertThat(answer).isEqualTo("\"PUT /a.csv 1,2\"");
        assertThat(this.types).containsExactly("text/csv");
        assertThat(other.port()).isEqualTo(this.api.port());
    }

    @Test
    void namesTheRequestThatNobodyAnswers() {
        this.server.stop(0);

        assertThat(this.api.isReady()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> this.api.delete("/api/streams/a"))
            .withMessage("DELETE /api/streams/a on port " + this.api.port() + " failed");
    }

}

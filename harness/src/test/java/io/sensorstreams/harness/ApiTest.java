package io.sensorstreams.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

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

    @BeforeEach
    void start() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.server.createContext("/", (exchange) -> {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] body = Api.json(request);
            exchange.sendResponseHeaders(201, body.length);
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
        assertThat(answer.json()).isEmpty();
    }

    @Test
    void expectsAStatus() {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.api.get("/api/streams"))
            .withMessage("GET %s/api/streams answered 201 instead of 200: \"GET /api/streams \"", this.api.address());
    }

    @Test
    void namesTheRequestThatNobodyAnswers() {
        this.server.stop(0);

        assertThat(this.api.isReady()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> this.api.delete("/api/streams/a"))
            .withMessage("DELETE /api/streams/a on port " + this.api.port() + " failed");
    }

}

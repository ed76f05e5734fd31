package io.sensorstreams.consumer.replicas;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.web.security.https.SelfSigned;
import io.sensorstreams.consumer.listen.ConsumerService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Two replicas that speak HTTPS only. */
@Timeout(180)
class HttpsReplicasIT {

    @TempDir
    Path root;

    private ReplicaSet replicas;

    private HttpClient http;

    private String[] settings;

    @BeforeEach
    void createReplicas() throws Exception {
        Path keys = Files.createDirectory(this.root.resolve("keys"));
        SelfSigned certificate = SelfSigned.create(keys);
        Path written = certificate.writeCertificate(keys.resolve("tls.crt"));
        this.settings = new String[] { "server.ssl.bundle=web",
                "spring.ssl.bundle.pem.web.keystore.certificate=" + written,
                "spring.ssl.bundle.pem.web.keystore.private-key=" + certificate.writeKey(keys.resolve("tls.key")),
                "spring.ssl.bundle.pem.others.truststore.certificate=" + written, "sensor.replica-bundle=others" };
        this.http = HttpClient.newBuilder().sslContext(certificate.client()).build();
        this.replicas = new ReplicaSet(this.root);
    }

    @AfterEach
    void close() {
        this.replicas.close();
    }

    @Test
    void trustTheAuthorityOfTheirBundle() throws Exception {
        ConsumerService first = this.replicas.start("a", this.settings);
        this.replicas.start("b", this.settings);
        this.replicas.awaitShared();
        this.replicas.send(20);

        assertThat(first.bean(Replicas.class).find(this.replicas.instance("b")).orElseThrow().url())
            .startsWith("https://127.0.0.1:");
        HttpResponse<String> answer = download(first);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).startsWith("n,s\n0,a\n").endsWith("19,a\n");
    }

    @Test
    void trustNobodyElse() throws Exception {
        this.settings[4] = "sensor.replica-bundle=";
        ConsumerService first = this.replicas.start("a", this.settings);
        this.replicas.start("b", this.settings);
        this.replicas.awaitShared();
        this.replicas.send(20);

        HttpResponse<String> refused = download(first);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("no TLS connection",
                "SENSOR_REPLICA_BUNDLE names the bundle with the authority of its certificate");
    }

    @Test
    void sendNothingInClear() throws Exception {
        ConsumerService first = this.replicas.start("a", this.settings);
        this.replicas.start("b", this.settings);
        this.replicas.awaitShared();
        this.replicas.send(20);
        AtomicInteger received = new AtomicInteger();
        HttpServer clear = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        clear.createContext("/", (exchange) -> {
            received.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        clear.start();
        try {
            this.replicas.move(first, "b", "http://127.0.0.1:" + clear.getAddress().getPort());

            HttpResponse<String> refused = download(first);

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("its address is not https, and this replica sends nothing in clear");
            assertThat(received).hasValue(0);
        }
        finally {
            clear.stop(0);
        }
    }

    /** Downloads a file of the second replica from the first one. */
    private HttpResponse<String> download(ConsumerService first) throws Exception {
        LedgerEntry file = this.replicas.files()
            .stream()
            .filter((entry) -> entry.owner().equals(this.replicas.instance("b")))
            .findFirst()
            .orElseThrow();
        URI address = URI.create("https://localhost:" + first.port() + "/api/files/" + file.key());
        return this.http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

}

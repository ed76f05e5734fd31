package io.sensorstreams.consumer.replicas;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import com.sun.net.httpserver.HttpServer;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.listen.ConsumerService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Two replicas with separate disks; each serves the files of both. */
@Timeout(180)
class ForwardedFilesIT {

    private static final String[] SECURE = { "sensor.security.enabled=true",
            "sensor.security.operator-password=operator-1234", "sensor.security.viewer-password=viewer-123456" };

    @TempDir
    Path root;

    private final HttpClient http = HttpClient.newHttpClient();

    private ReplicaSet replicas;

    @BeforeEach
    void createReplicas() throws Exception {
        this.replicas = new ReplicaSet(this.root);
    }

    @AfterEach
    void close() {
        this.replicas.close();
    }

    @Test
    void eachReplicaServesEachFile() throws Exception {
        ConsumerService first = this.replicas.start("a");
        ConsumerService second = this.replicas.start("b");
        this.replicas.awaitShared();
        this.replicas.send(50);
        List<LedgerEntry> files = this.replicas.files();
        assertThat(files).extracting(LedgerEntry::owner)
            .contains(this.replicas.instance("a"), this.replicas.instance("b"));
        for (ConsumerService replica : List.of(first, second)) {
            for (LedgerEntry file : files) {
                byte[] bytes = bytes(file);
                HttpResponse<byte[]> whole = get(replica, file, "");
                assertThat(whole.statusCode()).isEqualTo(200);
                assertThat(whole.body()).isEqualTo(bytes);
                assertThat(header(whole, "Content-Type")).isEqualTo("text/csv");
                assertThat(header(whole, "Accept-Ranges")).isEqualTo("bytes");
                HttpResponse<byte[]> part = get(replica, file, "", "Range", "bytes=5-14");
                assertThat(part.statusCode()).isEqualTo(206);
                assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, 5, 15));
                assertThat(header(part, "Content-Range")).isEqualTo("bytes 5-14/" + bytes.length);
                assertThat(text(get(replica, file, "?tail=2"))).isEqualTo("n,s\n48,a\n49,a\n");
                assertThat(text(get(replica, file, "/series?columns=n"))).contains("\"columns\":[\"n\"]", "49");
            }
        }
    }

    @Test
    void passesOnWhatTheOtherReplicaRefuses() throws Exception {
        ConsumerService first = this.replicas.start("a");
        this.replicas.start("b");
        LedgerEntry other = fileOfB();

        HttpResponse<byte[]> refused = get(first, other, "", "Range", "bytes=100000-");
        assertThat(refused.statusCode()).isEqualTo(416);
        assertThat(header(refused, "Content-Range")).isEqualTo("bytes */" + other.bytes());
        assertThat(text(refused)).contains("urn:sensor-streams:problem:range-not-satisfiable");
        HttpResponse<byte[]> column = get(first, other, "/series?columns=z");
        assertThat(column.statusCode()).isEqualTo(400);
        assertThat(text(column)).contains("which " + other.file() + " does not have");
        HttpResponse<byte[]> head = this.http.send(
                request(first, other, "").method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
                BodyHandlers.ofByteArray());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length")).isEqualTo(String.valueOf(other.bytes()));
    }

    @Test
    void answersAnotherReplicaOnlyForItself() throws Exception {
        ConsumerService first = this.replicas.start("a");
        this.replicas.start("b");
        LedgerEntry other = fileOfB();

        HttpResponse<byte[]> own = get(first, other, "", "X-Sensor-Replica", "b");

        assertThat(own.statusCode()).isEqualTo(404);
        assertThat(text(own)).contains("The committed " + other.bytes() + " bytes of " + other.file()
                + " are not on this disk; they belong to instance '" + this.replicas.instance("b") + "'");
    }

    @Test
    void namesTheReplicaThatWasStopped() throws Exception {
        ConsumerService first = this.replicas.start("a");
        ConsumerService second = this.replicas.start("b");
        LedgerEntry other = fileOfB();
        this.replicas.stop(second, "b", first);

        HttpResponse<byte[]> refused = get(first, other, "");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(text(refused)).contains("urn:sensor-streams:problem:replicas-unavailable",
                "are on the disk of instance '" + this.replicas.instance("b") + "'", "it was stopped at",
                "Start it again: its files come back with it");

        this.replicas.start("b");
        this.replicas.awaitShared();
        this.replicas.files();
        assertThat(get(first, other, "").body()).isEqualTo(bytes(other));
    }

    @Test
    void breaksOffWhenTheOtherReplicaBreaksOff() throws Exception {
        ConsumerService first = this.replicas.start("a");
        ConsumerService second = this.replicas.start("b");
        LedgerEntry other = fileOfB();
        this.replicas.stop(second);
        HttpServer half = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        half.createContext("/", (exchange) -> {
            exchange.sendResponseHeaders(200, 1_000_000);
            exchange.getResponseBody().write(new byte[100_000]);
            exchange.close();
        });
        half.start();
        try {
            String url = "http://127.0.0.1:" + half.getAddress().getPort();
            this.replicas.move(first, "b", url);

            assertThatThrownBy(() -> get(first, other, "")).isInstanceOf(IOException.class);
        }
        finally {
            half.stop(0);
        }
        assertThat(get(first, other, "").statusCode()).isEqualTo(503);
    }

    @Test
    void asksToRepeatWhenTheOwnerDoesNotKnowTheFileYet() throws Exception {
        ConsumerService first = this.replicas.start("a");
        ConsumerService second = this.replicas.start("b");
        LedgerEntry other = fileOfB();
        this.replicas.stop(second);
        HttpServer starting = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        starting.createContext("/", (exchange) -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        starting.start();
        try {
            this.replicas.move(first, "b", "http://127.0.0.1:" + starting.getAddress().getPort());

            HttpResponse<byte[]> refused = get(first, other, "");

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(header(refused, "Retry-After")).isEqualTo("5");
            assertThat(text(refused)).contains("(it answered with status 404; it may not have read its ledger yet)");
        }
        finally {
            starting.stop(0);
        }
    }

    @Test
    void asksWithTheRightsOfTheCaller() throws Exception {
        ConsumerService first = this.replicas.start("a", SECURE);
        this.replicas.start("b", SECURE);
        LedgerEntry other = fileOfB();

        assertThat(get(first, other, "").statusCode()).isEqualTo(401);
        assertThat(get(first, other, "", "Authorization", basic("viewer", "viewer-123456")).body())
            .isEqualTo(bytes(other));
        assertThat(get(first, other, "", "Authorization", basic("operator", "operator-1234")).body())
            .isEqualTo(bytes(other));
        assertThat(get(first, other, "", "Cookie", session(first)).body()).isEqualTo(bytes(other));
    }

    @Test
    void saysThatTheOtherReplicaRefusesTheUser() throws Exception {
        ConsumerService first = this.replicas.start("a", SECURE);
        this.replicas.start("b", "sensor.security.enabled=true", "sensor.security.viewer-password=another-123456");
        LedgerEntry other = fileOfB();

        HttpResponse<byte[]> refused = get(first, other, "", "Authorization", basic("viewer", "viewer-123456"));

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(text(refused)).contains(
                "it refuses the user with status 401; all replicas need the same passwords and the same issuer of tokens");
    }

    private String session(ConsumerService service) throws IOException, InterruptedException {
        HttpRequest logIn = HttpRequest.newBuilder(URI.create("http://localhost:" + service.port() + "/api/session"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"user\":\"viewer\",\"password\":\"viewer-123456\"}"))
            .build();
        HttpResponse<String> begun = this.http.send(logIn, BodyHandlers.ofString());
        return begun.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    /** Sends rows that both replicas write, and returns a file on the disk of b. */
    private LedgerEntry fileOfB() throws Exception {
        this.replicas.awaitShared();
        this.replicas.send(50);
        return this.replicas.files()
            .stream()
            .filter((file) -> file.owner().equals(this.replicas.instance("b")))
            .findFirst()
            .orElseThrow();
    }

    private byte[] bytes(LedgerEntry file) throws IOException {
        String name = file.owner().substring(this.replicas.instance("").length());
        Path path = this.replicas.disk(name)
            .resolve(file.group())
            .resolve(file.topic())
            .resolve("partition=" + file.partition())
            .resolve(file.file());
        return Arrays.copyOf(Files.readAllBytes(path), (int) file.bytes());
    }

    private HttpResponse<byte[]> get(ConsumerService service, LedgerEntry file, String more, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(service, file, more);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return this.http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder request(ConsumerService service, LedgerEntry file, String more) {
        return HttpRequest
            .newBuilder(URI.create("http://localhost:" + service.port() + "/api/files/" + file.key() + more));
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

}

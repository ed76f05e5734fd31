package io.sensorstreams.launcher.console;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.sensorstreams.common.web.security.https.SelfSigned;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls services with HTTPS, and with tokens. */
class SecureConsoleTest extends ConsoleFixture {

    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl";

    @TempDir
    private Path directory;

    @BeforeEach
    void answer() {
        this.service.answer("GET /api/streams", "200 []");
    }

    @Test
    void trustsTheAuthorityOfTheFile() throws Exception {
        SelfSigned certificate = SelfSigned.create(this.directory);
        Path file = certificate.writeCertificate(this.directory.resolve("ca.crt"));
        try (StubService secure = StubService.secure(certificate.server())) {
            secure.answer("GET /api/streams", "200 []");
            assertThat(new SensorRun(secure.address()).run("streams", "--ca-file", file.toString())).isZero();
            assertThat(new SensorRun(secure.address()).set("SENSOR_CA_FILE", file.toString()).run("streams")).isZero();
            assertThat(new SensorRun(secure.address().replace("127.0.0.1", "localhost")).run("streams", "--ca-file",
                    file.toString()))
                .isZero();
        }
    }

    @Test
    void saysWhatToDoAboutAnUnknownAuthority() throws Exception {
        Path other = SelfSigned.create(this.directory).writeCertificate(this.directory.resolve("other.crt"));
        try (StubService secure = StubService.secure(SelfSigned.create(this.directory).server())) {
            for (String[] command : new String[][] { { "streams" }, { "streams", "--ca-file", other.toString() } }) {
                SensorRun run = new SensorRun(secure.address());
                assertThat(run.run(command)).isEqualTo(3);
                assertThat(run.errors()).containsExactly(
                        "./sensor: The producer-service cannot be reached at " + secure.address()
                                + ": its certificate is of an authority that is not known here",
                        "  --ca-file FILE or SENSOR_CA_FILE names a file with the certificate of the authority (PEM)");
            }
        }
    }

    @Test
    void saysThatACertificateIsForOtherNames() throws Exception {
        SelfSigned certificate = SelfSigned.create(this.directory, "-keyalg", "EC", "-validity", "9", "-ext",
                "san=dns:sensors.example.com");
        Path file = certificate.writeCertificate(this.directory.resolve("ca.crt"));
        try (StubService secure = StubService.secure(certificate.server())) {
            SensorRun run = new SensorRun(secure.address());
            assertThat(run.run("streams", "--ca-file", file.toString())).isEqualTo(3);
            assertThat(run.errors().get(0)).endsWith(": its certificate is for other names");
        }
    }

    @Test
    void saysThatTheServiceDoesNotSpeakHttps() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answer = new Thread(() -> refuse(plain));
            answer.start();
            SensorRun run = new SensorRun("https://127.0.0.1:" + plain.getLocalPort());

            assertThat(run.run("streams")).isEqualTo(3);
            assertThat(run.errors().get(0)).endsWith(": it does not speak HTTPS there");
            assertThat(run.errors().get(1)).isEqualTo("  Is it an address with http://?");
            answer.join();
        }
    }

    /** Answers as a server that gets bytes that are not HTTP. */
    private static void refuse(ServerSocket plain) {
        try (Socket client = plain.accept()) {
            client.getInputStream().read();
            client.getOutputStream()
                .write("HTTP/1.1 400 \r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().readAllBytes();
        }
        catch (IOException e) {
            // The client has ended the connection.
        }
    }

    @Test
    void saysThatTheServiceSpeaksHttpsOnly() {
        this.service.answer("GET /api/streams",
                "400 Bad Request\r\nThis combination of host and port requires TLS.\r\n");

        assertThat(this.sensor.run("streams")).isEqualTo(1);
        assertThat(this.sensor.errors()).containsExactly("./sensor: The producer-service speaks only HTTPS there",
                "  Use the address with https://; --server URL or SENSOR_PRODUCER_URL sets another one");
    }

    @Test
    void refusesAFileWithoutCertificates() throws IOException {
        Path empty = Files.writeString(this.directory.resolve("empty"), "");
        Path text = Files.writeString(this.directory.resolve("text"), "no certificate");
        Path missing = this.directory.resolve("missing");
        for (Path file : new Path[] { empty, text, missing }) {
            SensorRun run = new SensorRun("https://127.0.0.1:1");
            assertThat(run.run("streams", "--ca-file", file.toString())).isEqualTo(2);
            assertThat(run.errors()).singleElement()
                .asString()
                .startsWith("./sensor: --ca-file is " + file + ", which ")
                .endsWith("; see ./sensor streams --help");
        }
    }

    @Test
    void sendsATokenInsteadOfAUser() throws IOException {
        Path file = Files.writeString(this.directory.resolve("token"), TOKEN + "\n");
        this.sensor.set("SENSOR_API_USER", "operator").set("SENSOR_API_PASSWORD", "secret");

        this.sensor.set("SENSOR_TOKEN", TOKEN + "1").run("streams");
        this.sensor.set("SENSOR_TOKEN_FILE", file.toString()).run("streams");
        this.sensor.set("SENSOR_TOKEN_FILE", this.directory.resolve("missing").toString())
            .run("streams", "--token-file", file.toString());

        assertThat(this.service.authorizations()).containsExactly("Bearer " + TOKEN + "1", "Bearer " + TOKEN,
                "Bearer " + TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "Bearer eyJh.e30.c2ln", "{\"access_token\":\"eyJh.e30.c2ln\"}", "eyJh\neyJh" })
    void refusesAFileWithoutAToken(String content) throws IOException {
        Path file = Files.writeString(this.directory.resolve("token"), content);

        assertThat(this.sensor.run("streams", "--token-file", file.toString())).isEqualTo(2);
        assertThat(this.sensor.errors()).containsExactly("./sensor: --token-file " + file
                + " has no token; expected is only the access token itself; see ./sensor streams --help");
        assertThat(this.service.requests()).isEmpty();
    }

    @Test
    void refusesAFileThatCannotBeReadOrIsTooLarge() throws IOException {
        Path missing = this.directory.resolve("missing");
        assertThat(this.sensor.run("streams", "--token-file", missing.toString())).isEqualTo(2);
        Path large = Files.writeString(this.directory.resolve("large"), "a".repeat(100_001));
        assertThat(this.sensor.run("streams", "--token-file", large.toString())).isEqualTo(2);

        assertThat(this.sensor.errors()).containsExactly(
                "./sensor: --token-file " + missing + " cannot be read; see ./sensor streams --help",
                "./sensor: --token-file " + large + " is too large for a token; see ./sensor streams --help");
    }

    @Test
    void namesTheRemedyForATokenThatIsRefused() {
        this.service.challenge("Basic realm=\"x\"", "Bearer realm=\"x\"");
        assertThat(remedy("401 {\"type\":\"urn:sensor-streams:problem:invalid-token\",\"detail\":\"No\"}"))
            .isEqualTo("  get a new token of the issuer: --token-file FILE, SENSOR_TOKEN_FILE or SENSOR_TOKEN");
        assertThat(remedy("401 {\"type\":\"urn:sensor-streams:problem:unauthorized\",\"detail\":\"No\"}"))
            .endsWith(" to a user of the service, or SENSOR_TOKEN to a token of its issuer");
        assertThat(remedy("403 {\"type\":\"urn:sensor-streams:problem:forbidden\",\"detail\":\"No\"}"))
            .isEqualTo("  use a token with the role that the request needs");
        assertThat(remedy("503 {\"type\":\"urn:sensor-streams:problem:issuer-unavailable\",\"detail\":\"No\"}"))
            .isEqualTo("  Try again in 7 s");
    }

    private String remedy(String answer) {
        this.service.answer("GET /api/streams", answer);
        SensorRun run = new SensorRun(this.service.address()).set("SENSOR_TOKEN", TOKEN);
        assertThat(run.run("streams")).isEqualTo(1);
        return run.errors().get(1);
    }

}

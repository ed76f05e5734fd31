package io.sensorstreams.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Checks docker/Health.java, which the engine runs in the images of the services. */
class HealthTest {

    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir
    static Path directory;

    @BeforeAll
    static void compile() {
        assertThat(ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-Xlint:all", "-Werror", "-cp", directory.toString(), "-d",
                    directory.toString(), ProjectFiles.ROOT.resolve("docker/Health.java").toString()))
            .isZero();
    }

    private record Result(int exit, String output) {
    }

    private static Result check(int port) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx8m", "-cp", directory.toString(), "Health")
            .redirectErrorStream(true);
        builder.environment().put("SERVER_PORT", String.valueOf(port));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    /** Answers each connection with the next of these lines. */
    private static CompletableFuture<Void> answer(ServerSocket server, List<String> lines) {
        return CompletableFuture.runAsync(() -> {
            try {
                for (String line : lines) {
                    Socket client = server.accept();
                    try (Socket socket = line.startsWith("TLS ") ? secure(client) : client) {
                        InputStream request = socket.getInputStream();
                        assertThat(new String(request.readNBytes(35), UTF_8))
                            .isEqualTo("GET /actuator/health/readiness HTTP");
                        socket.getOutputStream().write(line.replace("TLS ", "").getBytes(UTF_8));
                    }
                }
            }
            catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static Socket secure(Socket socket) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(directory.resolve("keys.p12"))) {
            keys.load(file, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
        secure.setUseClientMode(false);
        return secure;
    }

    private static ServerSocket server() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    }

    @Test
    void succeedsWhenTheServiceIsReady() throws Exception {
        try (ServerSocket server = server()) {
            CompletableFuture<Void> served = answer(server, List.of("HTTP/1.1 200 \r\n\r\n{}"));

            assertThat(check(server.getLocalPort())).isEqualTo(new Result(0, ""));
            served.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void failsWhenTheServiceIsNotReady() throws Exception {
        try (ServerSocket server = server()) {
            answer(server, List.of("HTTP/1.1 503 \r\n\r\n{}"));

            assertThat(check(server.getLocalPort())).isEqualTo(new Result(1, "Not ready: 503\n"));
        }
    }

    @Test
    void failsWhenNothingListens() throws Exception {
        int port;
        try (ServerSocket server = server()) {
            port = server.getLocalPort();
        }

        assertThat(check(port)).isEqualTo(new Result(1, "Not ready: java.net.ConnectException: Connection refused\n"));
    }

    @Test
    void failsWhenTheServiceDoesNotAnswer() throws Exception {
        try (ServerSocket server = server()) {
            assertThat(check(server.getLocalPort()))
                .isEqualTo(new Result(1, "Not ready: java.net.SocketTimeoutException: Read timed out\n"));
        }
    }

    @Test
    void usesTlsWhenThePortIsForHttps() throws Exception {
        assertThat(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/keytool").toString(), "-genkeypair",
                "-keyalg", "EC", "-dname", "CN=another", "-keystore", directory.resolve("keys.p12").toString(),
                "-storepass", new String(PASSWORD))
            .start()
            .waitFor()).isZero();
        try (ServerSocket server = server()) {
            CompletableFuture<Void> served = answer(server,
                    List.of("HTTP/1.1 400 \r\n\r\n", "TLS HTTP/1.1 200 \r\n\r\n"));

            assertThat(check(server.getLocalPort())).isEqualTo(new Result(0, ""));
            served.get(5, TimeUnit.SECONDS);
        }
    }

}

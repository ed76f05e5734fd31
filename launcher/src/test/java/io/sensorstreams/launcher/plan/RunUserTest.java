package io.sensorstreams.launcher.plan;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RunUserTest {

    private static final String OPERATOR = "Basic b3BlcmF0b3I6c8OpY3JldA==";

    private final List<String> users = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        this.service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.service.createContext("/", (exchange) -> {
            this.users.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of("nobody")));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        this.service.start();
    }

    @AfterEach
    void stop() {
        this.service.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = { "true", "TRUE", "on", "1" })
    void callsAsOperatorWhenSecurityIsOn(String enabled) throws StartException {
        call(Map.of("SENSOR_SECURITY_ENABLED", enabled, "SENSOR_OPERATOR_PASSWORD", "sécret"));

        assertThat(this.users).containsExactly(OPERATOR);
    }

    @Test
    void readsThePasswordFromAFile() throws IOException, StartException {
        Path file = Files.writeString(this.directory.resolve("password"), "sécret\n");

        call(Map.of("SENSOR_SECURITY_ENABLED", "true", "SENSOR_OPERATOR_PASSWORD_FILE", file.toString()));

        assertThat(this.users).containsExactly(OPERATOR);
    }

    @Test
    void callsAsNobodyWhenSecurityIsOff() throws StartException {
        call(Map.of("SENSOR_OPERATOR_PASSWORD", "sécret"));
        call(Map.of("SENSOR_OPERATOR_PASSWORD", "sécret", "SENSOR_SECURITY_ENABLED", "false"));

        assertThat(this.users).containsExactly("nobody", "nobody");
    }

    @Test
    void doesNotStartWithoutThePassword() {
        assertThatExceptionOfType(StartException.class)
            .isThrownBy(
                    () -> RunUser.of(Map.of("SENSOR_SECURITY_ENABLED", "true", "SENSOR_VIEWER_PASSWORD", "something")))
            .withMessage("Security is on, and ./run calls the services as operator, who has no password; set "
                    + "SENSOR_OPERATOR_PASSWORD or SENSOR_OPERATOR_PASSWORD_FILE");
        assertThatExceptionOfType(StartException.class)
            .isThrownBy(() -> RunUser.of(Map.of("SENSOR_SECURITY_ENABLED", "true", "SENSOR_OPERATOR_PASSWORD_FILE",
                    this.directory.resolve("none").toString())))
            .withMessageContaining("of SENSOR_OPERATOR_PASSWORD_FILE cannot be read");
    }

    private void call(Map<String, String> environment) throws StartException {
        RunUser.of(environment).api(this.service.getAddress().getPort()).text("/");
    }

}

package io.sensorstreams.common.web;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import io.sensorstreams.common.web.security.CallersAutoConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/** Sends URLs to a real server that client libraries refuse to send. */
class RefusedAddressesSliceTest {

    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        service = new SpringApplicationBuilder(Service.class).run("--server.port=0", "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api/things/a%2Fb", "/api/things/a;b", "/api/things/a%5Cb", "/api//things",
            "/api/things/a%0Ab", "/api/things/..%2fb", "/api/../things", "/api/things/a%25b" })
    void refusesUnsafePaths(String path) throws IOException {
        assertThat(call("GET " + path)).startsWith("HTTP/1.1 400")
            .contains("Content-Type: application/problem+json")
            .contains("\"type\":\"urn:sensor-streams:problem:address-refused\"")
            .contains("\"status\":400")
            .contains("The path '" + path.replace("\\", "\\\\") + "' is refused");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api/things/%zz", "/api/things/%00", "/api/things/{x}", "/api/things/%c0%af" })
    void refusesPathsThatAreNotEncoded(String path) throws IOException {
        assertThat(call("GET " + path)).startsWith("HTTP/1.1 400")
            .contains("Content-Type: application/problem+json")
            .endsWith("""
                    {"type":"urn:sensor-streams:problem:bad-request","title":"Bad Request","status":400,\
                    "detail":"The request is not valid HTTP, or its URL is not properly encoded"}""");
    }

    @ParameterizedTest
    @CsvSource({ "/api/thing", "/api", "/thing", "/error" })
    void answersUnknownPathsWithNotFound(String path) throws IOException {
        assertThat(call("GET " + path)).startsWith("HTTP/1.1 404")
            .contains("Content-Type: application/problem+json")
            .contains("\"type\":\"urn:sensor-streams:problem:not-found\"")
            .contains(path)
            .doesNotContain("static resource", "timestamp");
    }

    @ParameterizedTest
    @CsvSource({ "TRACE, 405", "BREW, 501" })
    void refusesUnknownMethods(String method, String status) throws IOException {
        assertThat(call(method + " /api/things")).startsWith("HTTP/1.1 " + status)
            .contains("Content-Type: application/problem+json")
            .contains("\"type\":\"urn:sensor-streams:problem:")
            .doesNotContain("\"/error\"");
    }

    @Test
    void refusesHeadersWithInvalidCharacters() throws IOException {
        assertThat(call("GET /api/things HTTP/1.1\r\nX-Thing: a\u0085b")).startsWith("HTTP/1.1 400")
            .contains("Content-Type: application/problem+json")
            .contains("\"type\":\"urn:sensor-streams:problem:bad-request\"");
    }

    @Test
    void doesNotStartWithAnInvalidPort() {
        new WebApplicationContextRunner().withUserConfiguration(WebConfiguration.class)
            .withPropertyValues("server.port=99999")
            .run((context) -> assertThat(context).getFailure()
                .rootCause()
                .hasMessage("server.port (SERVER_PORT) is '99999', expected a port up to 65535, "
                        + "or 0 for any that is free"));
    }

    /** Returns the whole response as text. */
    private static String call(String firstLines) throws IOException {
        int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        String request = firstLines + (firstLines.contains("HTTP/1.1") ? "" : " HTTP/1.1")
                + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import({ WebConfiguration.class, Things.class })
    @ImportAutoConfiguration({ CallersAutoConfiguration.class, JacksonAutoConfiguration.class,
            HttpMessageConvertersAutoConfiguration.class, WebMvcAutoConfiguration.class,
            DispatcherServletAutoConfiguration.class, ErrorMvcAutoConfiguration.class, SecurityAutoConfiguration.class,
            ServletWebSecurityAutoConfiguration.class, SecurityFilterAutoConfiguration.class,
            TomcatServletWebServerAutoConfiguration.class })
    static class Service {

    }

    @RestController
    static class Things {

        @GetMapping("/api/things")
        String read(@RequestHeader(name = "X-Thing", required = false) String thing) {
            return "things";
        }

    }

}

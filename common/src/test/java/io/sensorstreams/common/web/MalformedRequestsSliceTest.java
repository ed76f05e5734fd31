package io.sensorstreams.common.web;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/**
 * Sends malformed requests to a real server: each gets a problem, and nothing is logged.
 */
@ExtendWith(OutputCaptureExtension.class)
class MalformedRequestsSliceTest {

    private static final String NULLS = "null,".repeat(15_999) + "null";

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
    @ValueSource(strings = { "includedNames=%zz", "a=%", "%ff=%c0", "a=b&%u0041=1" })
    void refusesQueriesThatAreNotEncoded(String query, CapturedOutput output) throws IOException {
        assertThatProblem(send("GET /api/things?" + query, "", ""), 400, "bad-request").contains("query");
        assertThatProblem(send("POST /api/things?" + query, "Content-Type: application/json", "{}"), 400,
                "bad-request");
        assertThat(output).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = { "*/*", "application/*", "*", "foo", "a/b/c", "application/json; charset=none",
            "application/json, text/plain", "multipart/form-data", "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded", "application/json;charset=utf-16", "application/json;charset=IBM1047",
            "text/plain" })
    void refusesContentTypes(String type, CapturedOutput output) throws IOException {
        assertThatProblem(send("POST /api/things", "Content-Type: " + type, "a=b"), 415, "unsupported-media-type");
        assertThat(output).doesNotContain("\tat ");
    }

    @Test
    void refusesALargeForm(CapturedOutput output) throws IOException {
        String form = "a=" + "x".repeat(3_000_000);
        assertThatProblem(send("POST /api/things", "Content-Type: application/x-www-form-urlencoded", form), 415,
                "unsupported-media-type");
        assertThat(output).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = { "foo", "a/", ",,", "application/json;charset=utf-16", "text/plain;charset=iso-8859-1",
            "application/json;q=x" })
    void refusesUnsupportedAcceptHeaders(String accept, CapturedOutput output) throws IOException {
        assertThatProblem(send("GET /api/things", "Accept: " + accept, ""), 406, "not-acceptable");
        assertThat(output).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = { "*/*", "", "application/json", "application/json;charset=UTF-8",
            "application/json;charset=utf8", "application/json;charset=\"us-ascii\"",
            "application/json;charset=utf-16, */*" })
    void servesSupportedAcceptHeaders(String accept) throws IOException {
        assertThat(send("GET /api/things", "Accept: " + accept, "")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":1e999999} | name | is a number, expected text
            {"name":1} | name | is 1, expected text
            {"name":true} | name | is true, expected text
            {"names":[1]} | names[0] | is 1, expected text
            {"names":[false]} | names[0] | is false, expected text
            {"unit":1} | unit | is 1, expected one of [A, B]
            {"names":"one"} | names | is 'one', expected a list
            {"name":"a","name":"b"} | body | has the field 'name' twice (line 1, column 19)
            {"name":1,"names":{}} x | body | is not valid JSON in UTF-8 (line 1, column 23)
            {"parts":{"a":{"name":7}}} | parts[a].name | is 7, expected text
            """)
    void acceptsOnlyStringsForTextFields(String body, String field, String reason) throws IOException {
        assertThat(errors(post(body))).containsExactly(Map.entry(field, reason));
    }

    @ParameterizedTest
    @CsvSource({ "names, false, names[0], is null", "parts.a.names, false, parts.a.names[0], is null",
            "blanks, true, blanks, has more than 1000 elements" })
    void validatesNoElementOfAListThatIsTooLong(String field, boolean blank, String refused, String reason) {
        String list = "[" + (blank ? NULLS.replace("null", "\"\"") : NULLS) + "]";
        String body = field.startsWith("parts") ? "{\"parts\":{\"a\":{\"names\":" + list + "}}}"
                : "{\"" + field + "\":" + list + "}";
        // Took 14 s when every element was a violation that was compared to all previous
        // ones.
        assertTimeout(Duration.ofSeconds(3),
                () -> assertThat(errors(post(body))).containsExactly(Map.entry(refused, reason)));
    }

    @Test
    void reportsAFewOfManyViolations() {
        String part = "{\"blanks\":[" + "\"\",".repeat(998) + "\"\"]}";
        String parts = IntStream.range(0, 19).mapToObj((i) -> "\"" + i + "\":" + part).collect(Collectors.joining(","));
        assertTimeout(Duration.ofSeconds(3), () -> assertThat(errors(post("{\"parts\":{" + parts + "}}"))).hasSize(20)
            .allSatisfy((field, reason) -> assertThat(reason).isEqualTo("must not be blank")));
    }

    /**
     * Returns about as many values as fit into the largest body, and a list of blanks.
     */
    @Test
    void reportsAFewViolationsOfTheLargestBodyInTime() {
        String part = "{\"names\":[" + "\"v\",".repeat(999) + "\"v\"]}";
        String parts = IntStream.range(0, 240)
            .mapToObj((i) -> "\"" + i + "\":" + part)
            .collect(Collectors.joining(","));
        String blanks = "[" + "\"\",".repeat(999) + "\"\"]";
        assertTimeout(Duration.ofSeconds(3),
                () -> assertThat(errors(post("{\"blanks\":" + blanks + ",\"parts\":{" + parts + "}}"))).hasSize(20));
    }

    @Test
    void reportsTwentyOfSomeViolations() throws IOException {
        assertThat(errors(post("{\"blanks\":[" + "\"\",".repeat(99) + "\"\"]}"))).hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(strings = { "[", "{\"a\":", "{\"parts\":{\"a\":", "[[{\"x\":" })
    void refusesDeepNesting(String piece) {
        assertTimeout(Duration.ofSeconds(3),
                () -> assertThat(post(piece.repeat(200_000 / piece.length()))).startsWith("HTTP/1.1 400"));
    }

    @Test
    void refusesBodiesInOtherEncodings() throws IOException {
        String body = "\u0000{\u0000\"\u0000n\u0000a\u0000m\u0000e\u0000\"\u0000:\u0000\"\u0000x\u0000\"\u0000}";
        assertThat(errors(post(body)))
            .containsExactly(Map.entry("body", "is not valid JSON in UTF-8 (line 1, column 1)"));
    }

    @Test
    void refusesABodyThatEndsTooEarlyOrIsBadlyChunked(CapturedOutput output) throws IOException {
        assertThatProblem(
                send("POST /api/things", "Content-Type: application/json\r\nTransfer-Encoding: chunked", "zz\r\n{}"),
                400, "");
        assertThat(output).doesNotContain("\tat ");
    }

    @Test
    void doesNotReadAFormAsParameters() throws IOException {
        assertThat(send("POST /api/parameters", "Content-Type: application/x-www-form-urlencoded", "a=b"))
            .startsWith("HTTP/1.1 200")
            .endsWith("none");
    }

    private static AbstractStringAssert<?> assertThatProblem(String answer, int status, String type) {
        return assertThat(answer).startsWith("HTTP/1.1 " + status)
            .contains("Content-Type: application/problem+json")
            .contains("\"type\":\"urn:sensor-streams:problem:" + type);
    }

    private static Map<String, String> errors(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 400").contains("Content-Type: application/problem+json");
        String json = answer.substring(answer.indexOf("{\""), answer.lastIndexOf('}') + 1);
        JsonNode errors = new JsonMapper().readTree(json).path("errors");
        return new JsonMapper().convertValue(errors, new TypeReference<>() {
        });
    }

    private static String post(String body) throws IOException {
        return send("POST /api/things", "Content-Type: application/json", body);
    }

    /** Returns the whole response as text. */
    private static String send(String line, String header, String body) throws IOException {
        int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        byte[] content = body.getBytes(StandardCharsets.ISO_8859_1);
        String length = header.contains("chunked") ? "" : "Content-Length: " + content.length + "\r\n";
        String head = line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + length
                + (header.isEmpty() ? "" : header + "\r\n") + "\r\n";
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(content);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import({ RefusedAddressesSliceTest.Service.class, Things.class })
    @ImportAutoConfiguration(ValidationAutoConfiguration.class)
    static class Service {

    }

    enum Unit {

        A, B

    }

    record Thing(String name, List<@NotNull String> names, List<@NotBlank String> blanks,
            Map<String, @Valid Thing> parts, Unit unit) {
    }

    @RestController
    static class Things {

        @PostMapping("/api/things")
        String write(@Valid @RequestBody Thing thing) {
            return "things";
        }

        @PostMapping("/api/parameters")
        String parameters(HttpServletRequest request) {
            return request.getParameterMap().isEmpty() ? "none" : "some";
        }

    }

}

package io.sensorstreams.common.web.security;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.sensorstreams.common.setting.InvalidSettingException;
import io.sensorstreams.common.web.security.token.Issuer;
import io.sensorstreams.common.web.security.token.TokenAutoConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** Sends tokens of a real issuer, and forged ones, to a real server. */
@ExtendWith(OutputCaptureExtension.class)
class TokensSliceTest {

    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";

    private static final String BASIC = "Basic realm=\"Sensor Streams\", charset=\"UTF-8\"";

    private static final String BEARER = "Bearer realm=\"Sensor Streams\"";

    private static final AtomicInteger CLIENTS = new AtomicInteger();

    private static Issuer issuer;

    private static ServletWebServerApplicationContext service;

    private final HttpClient client = HttpClient.newHttpClient();

    /** Each test has its own address, so that wrong passwords of others do not count. */
    private final String address = "192.0.2." + CLIENTS.incrementAndGet();

    @BeforeAll
    static void start() {
        issuer = Issuer.start(0);
        service = service(issuer.address(), "--sensor.security.operator-password=secret",
                "--sensor.security.viewer-password=look");
    }

    private static ServletWebServerApplicationContext service(String issuerAddress, String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("--" + JWT + "issuer-uri=" + issuerAddress);
        return (ServletWebServerApplicationContext) new SpringApplicationBuilder(Service.class)
            .properties("server.port=0", "server.address=127.0.0.1", "server.forward-headers-strategy=native",
                    "sensor.security.enabled=true", "spring.application.name=producer-service",
                    "sensor.security.roles-claim=realm_access.roles", JWT + "audiences=" + Issuer.AUDIENCE,
                    "logging.pattern.console=%p %m %kvp{NONE}%n%wEx")
            .run(all.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        service.close();
        issuer.close();
    }

    @Test
    void aTokenMayDoWhatItsRoleMay() throws Exception {
        String operator = "Bearer " + issuer.token("operator");
        String viewer = "Bearer " + issuer.token("viewer");

        assertThat(get("/api/things", "Authorization", operator).body()).isEqualTo("things");
        assertThat(post("/api/things", "Authorization", operator).body()).isEqualTo("done");
        assertThat(get("/api/things", "Authorization", viewer).body()).isEqualTo("things");
        assertThat(post("/api/things/preview", "Authorization", viewer).body()).isEqualTo("preview");
        assertThat(get("/api/about", "Authorization", viewer).body())
            .contains("\"user\":{\"name\":\"viewer\",\"mayWrite\":false}");
    }

    @Test
    void aTokenOfAViewerChangesNothing() throws Exception {
        HttpResponse<String> answer = post("/api/things", "Authorization", "Bearer " + issuer.token("viewer"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(challenges(answer)).containsExactly(BEARER
                + ", error=\"insufficient_scope\", error_description=\"The token has no role that allows this\"");
        assertThat(answer.body()).contains("urn:sensor-streams:problem:forbidden",
                "POST /api/things needs the role 'operator', and the token has the role 'viewer'");
    }

    @Test
    void aTokenWithoutARoleReadsNothing() throws Exception {
        HttpResponse<String> answer = get("/api/things", "Authorization", "bearer " + issuer.token("nobody"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(challenges(answer)).singleElement().asString().contains("insufficient_scope");
        assertThat(answer.body()).contains("its claim 'realm_access.roles' has none of the values that "
                + "SENSOR_OPERATOR_ROLES and SENSOR_VIEWER_ROLES name");
    }

    @ParameterizedTest
    @EnumSource(ForgedToken.class)
    void aForgedTokenIsRefused(ForgedToken forged, CapturedOutput output) throws Exception {
        String token = forged.of(issuer);

        HttpResponse<String> answer = get("/api/things", "Authorization", "Bearer " + token);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("urn:sensor-streams:problem:invalid-token", "\"status\":401",
                forged.reason());
        assertThat(challenges(answer)).singleElement()
            .asString()
            .startsWith(BEARER + ", error=\"invalid_token\", error_description=\"")
            .contains(forged.reason());
        assertThat(answer.body() + output + challenges(answer)).doesNotContain(token);
        assertThat(output).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Bearer", "Bearer ", "Bearer x y", "Bearer x,y", "Bearerx" })
    void aMalformedTokenIsRefused(String header) throws Exception {
        HttpResponse<String> answer = get("/api/things", "Authorization", header);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenges(answer)).singleElement().asString().contains("error=\"invalid_token\"");
    }

    @Test
    void aTokenInTheAddressOrInAFormIsIgnored() throws Exception {
        String parameter = "access_token=" + issuer.token("operator");

        HttpResponse<String> answer = get("/api/things?" + parameter);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenges(answer)).containsExactly(BASIC, BEARER);
        assertThat(answer.body()).contains("urn:sensor-streams:problem:unauthorized", "User or token needed",
                "with its password (HTTP Basic), or a token of the issuer (Bearer)");
        assertThat(send(service, "POST", "/api/things", parameter, "Content-Type", "application/x-www-form-urlencoded")
            .statusCode()).isEqualTo(401);
    }

    @Test
    void passwordsAreAcceptedBesideTokens() throws Exception {
        assertThat(post("/api/things", "Authorization", basic("operator", "secret")).body()).isEqualTo("done");
        HttpResponse<String> wrong = get("/api/things", "Authorization", basic("operator", "wrong"));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).contains("User or password wrong");
        assertThat(challenges(wrong)).containsExactly(BASIC, BEARER);
    }

    @Test
    void wrongTokensAreNoWrongPasswords() throws Exception {
        String forged = ForgedToken.OTHER_KEY.of(issuer);
        for (int i = 0; i < 2 * WrongPasswords.BURST; i++) {
            assertThat(get("/api/things", "Authorization", "Bearer " + forged).statusCode()).isEqualTo(401);
        }

        assertThat(get("/api/things", "Authorization", basic("operator", "secret")).statusCode()).isEqualTo(200);
        assertThat(get("/api/things", "Authorization", "Bearer " + issuer.token("viewer")).statusCode()).isEqualTo(200);
    }

    @Test
    void wrongPasswordsDoNotLockOutTokens() throws Exception {
        for (int i = 0; i < WrongPasswords.BURST; i++) {
            get("/api/things", "Authorization", basic("operator", "wrong"));
        }

        assertThat(get("/api/things", "Authorization", basic("operator", "secret")).statusCode()).isEqualTo(429);
        assertThat(get("/api/things", "Authorization", "Bearer " + issuer.token("viewer")).statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenAndASessionDoNotMix() throws Exception {
        String session = session();

        HttpResponse<String> viewer = get("/api/about", "Cookie", session, "Authorization",
                "Bearer " + issuer.token("viewer"));

        assertThat(viewer.body()).contains("\"name\":\"viewer\"");
        assertThat(viewer.headers().map()).doesNotContainKeys("x-csrf-token", "set-cookie");
        assertThat(post("/api/things", "Cookie", session, "Authorization", "Bearer " + issuer.token("viewer"))
            .statusCode()).isEqualTo(403);
        assertThat(post("/api/things", "Cookie", session, "Authorization", "Bearer x").statusCode()).isEqualTo(401);
        HttpResponse<String> alone = post("/api/things", "Cookie", session);
        assertThat(alone.statusCode()).isEqualTo(403);
        assertThat(alone.body()).contains("urn:sensor-streams:problem:csrf-token");
        assertThat(get("/api/about", "Cookie", session).body()).contains("\"name\":\"operator\"");
    }

    @Test
    void aTokenBeginsNoSessionAndAPageOfAnotherSiteMustNotUseIt() throws Exception {
        String operator = "Bearer " + issuer.token("operator");

        assertThat(post("/api/things", "Authorization", operator).headers().map()).doesNotContainKey("set-cookie");
        assertThat(send(service, "POST", "/api/session", "{}", "Authorization", operator, "Content-Type",
                "application/json")
            .statusCode()).isEqualTo(400);
        assertThat(post("/api/things", "Authorization", operator, "Origin", "http://evil.example").statusCode())
            .isEqualTo(403);
    }

    @Test
    void followsTheIssuerToAnotherKey() throws Exception {
        String former = "Bearer " + issuer.token("operator");
        assertThat(get("/api/things", "Authorization", former).statusCode()).isEqualTo(200);

        Issuer.rotate();

        assertThat(get("/api/things", "Authorization", "Bearer " + issuer.token("operator")).statusCode())
            .isEqualTo(200);
        assertThat(get("/api/things", "Authorization", former).statusCode()).isEqualTo(401);
    }

    @Test
    void startsWithoutItsIssuerAndRecovers(CapturedOutput output) throws Exception {
        int port = freePort();
        String token = "Bearer " + issuer.token("operator");
        try (ServletWebServerApplicationContext waiting = service(Issuer.address(port),
                "--sensor.security.operator-password=secret")) {
            HttpResponse<String> answer = send(waiting, "GET", "/api/things", null, "Authorization", token);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.body()).contains("urn:sensor-streams:problem:issuer-unavailable",
                    "The token cannot be checked, because its issuer does not answer");
            assertThat(send(waiting, "GET", "/api/things", null, "Authorization", basic("operator", "secret")).body())
                .isEqualTo("things");
            assertThat(send(waiting, "GET", "/actuator/health", null, "Authorization", token).statusCode())
                .as("there is no actuator")
                .isEqualTo(404);
            try (Issuer late = Issuer.start(port)) {
                String valid = "Bearer " + late.token("operator");
                await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(
                            send(waiting, "GET", "/api/things", null, "Authorization", valid).statusCode())
                        .isEqualTo(200));
            }
        }
        assertThat(output)
            .containsOnlyOnce("Tokens cannot be checked, because the keys of their issuer are not available")
            .contains(Issuer.address(port) + "/.well-known/openid-configuration: java.net.ConnectException",
                    "The issuer of tokens answers again")
            .doesNotContain("\tat ");
    }

    @Test
    void warnsWhenNoTokenIsCheckedOrAnyAudienceIsAccepted(CapturedOutput output) throws Exception {
        try (ServletWebServerApplicationContext open = service(issuer.address(), "--sensor.security.enabled=false",
                "--" + JWT + "audiences=")) {
            assertThat(send(open, "POST", "/api/things", "", "Authorization", "Bearer x").body()).isEqualTo("done");
        }
        assertThat(output)
            .contains("An issuer of tokens is set, but security is off (SENSOR_SECURITY_ENABLED): no token is checked")
            .doesNotContain("No audience of tokens is set");
        service(issuer.address(), "--" + JWT + "audiences=").close();
        assertThat(output).contains("No audience of tokens is set");
    }

    @Test
    void needsNoPasswordWhenThereIsAnIssuer() throws Exception {
        try (ServletWebServerApplicationContext onlyTokens = service(issuer.address())) {
            HttpResponse<String> answer = send(onlyTokens, "GET", "/api/things", null);
            assertThat(challenges(answer)).containsExactly(BEARER);
            assertThat(answer.body()).contains("This call needs a token of the issuer (Bearer)");
            assertThat(send(onlyTokens, "GET", "/api/things", null, "Authorization", "Bearer " + issuer.token("viewer"))
                .statusCode()).isEqualTo(200);
            assertThat(
                    send(onlyTokens, "GET", "/api/things", null, "Authorization", basic("operator", "")).statusCode())
                .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "keycloak:8080/realms/x", "https://", "ftp://issuer", "http://user:secret@issuer",
            "https://issuer/#x" })
    void doesNotStartWithAnInvalidIssuer(String issuerAddress) {
        assertThat(refusal(issuerAddress)).startsWith(JWT + "issuer-uri is '")
            .endsWith(", expected an address such as https://issuer.example.com/realms/sensors")
            .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = { "authority-prefix", "authorities-claim-name", "authorities-claim-delimiter" })
    void doesNotIgnoreSettingsOfSpring(String name) {
        assertThat(refusal(issuer.address(), "--" + JWT + name + "=x"))
            .isEqualTo(JWT + name + " is not supported: SENSOR_ROLES_CLAIM names the claim, SENSOR_OPERATOR_ROLES and "
                    + "SENSOR_VIEWER_ROLES its values");
    }

    @Test
    void doesNotStartWithAnUnknownBundle() {
        assertThat(refusal(issuer.address(), "--sensor.security.issuer-bundle=x")).isEqualTo(
                "sensor.security.issuer-bundle (SENSOR_ISSUER_BUNDLE) is 'x', and there is no bundle of this name");
    }

    private static String refusal(String issuerAddress, String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("--sensor.security.operator-password=secret");
        Throwable failure = catchThrowable(() -> service(issuerAddress, all.toArray(String[]::new)).close());
        while (failure != null && !(failure instanceof InvalidSettingException)) {
            failure = failure.getCause();
        }
        assertThat(failure).as("failure to start").isNotNull();
        return failure.getMessage();
    }

    private String session() throws Exception {
        HttpResponse<String> answer = send(service, "POST", "/api/session",
                "{\"user\":\"operator\",\"password\":\"secret\"}", "Content-Type", "application/json");
        return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(service, "GET", path, null, headers);
    }

    private HttpResponse<String> post(String path, String... headers) throws Exception {
        return send(service, "POST", path, "", headers);
    }

    private HttpResponse<String> send(ServletWebServerApplicationContext to, String method, String path,
            @Nullable String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest
            .newBuilder(URI.create("http://127.0.0.1:" + to.getWebServer().getPort() + path))
            .header("X-Forwarded-For", this.address)
            .method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
        return this.client.send(((headers.length > 0) ? request.headers(headers) : request).build(),
                BodyHandlers.ofString());
    }

    private static List<String> challenges(HttpResponse<String> answer) {
        return answer.headers().allValues("WWW-Authenticate");
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(SessionSliceTest.Service.class)
    @ImportAutoConfiguration({ OAuth2ResourceServerAutoConfiguration.class, SslAutoConfiguration.class,
            TokenAutoConfiguration.class })
    static class Service {

    }

}

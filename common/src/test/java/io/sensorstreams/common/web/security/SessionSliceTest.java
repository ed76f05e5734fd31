package io.sensorstreams.common.web.security;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.sensorstreams.common.web.WebConfiguration;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.Session;
import org.apache.catalina.session.ManagerBase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
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
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/** Logs in at a real server: cookies and sessions are those of Tomcat. */
class SessionSliceTest {

    private static final String OPERATOR = """
            {"user":"operator","password":"secret"}""";

    private static final String VIEWER = """
            {"user":"viewer","password":"look"}""";

    private static final String COOKIE = "sensor-producer-session";

    private static final AtomicInteger CLIENTS = new AtomicInteger();

    /** How far the clock of the sessions is ahead. */
    private static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);

    private static ServletWebServerApplicationContext secured;

    private static ServletWebServerApplicationContext open;

    private final HttpClient client = HttpClient.newHttpClient();

    /** Each test has its own address, so that wrong passwords of others do not count. */
    private final String address = "192.0.2." + CLIENTS.incrementAndGet();

    @BeforeAll
    static void start() {
        secured = start("--sensor.security.enabled=true", "--spring.application.name=producer-service");
        open = start("--sensor.security.enabled=false", "--spring.application.name=consumer-service");
    }

    private static ServletWebServerApplicationContext start(String... settings) {
        return (ServletWebServerApplicationContext) new SpringApplicationBuilder(Service.class)
            .properties("server.port=0", "server.address=127.0.0.1", "server.forward-headers-strategy=native",
                    "sensor.security.operator-password=secret", "sensor.security.viewer-password=look",
                    "sensor.security.session-timeout=90m")
            .run(settings);
    }

    @AfterAll
    static void stop() {
        secured.close();
        open.close();
    }

    @AfterEach
    void endSessions() {
        AHEAD.set(Duration.ZERO);
        manager().setMaxActiveSessions(-1);
        Stream.of(manager().findSessions()).forEach(Session::expire);
    }

    @Test
    void aLogInBeginsASessionWhoseCookieScriptsAndOtherSitesDoNotGet() throws Exception {
        HttpResponse<String> answer = logIn(OPERATOR);

        assertThat(answer.statusCode()).isEqualTo(204);
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).startsWith(COOKIE + "=").contains("; Path=/", "; HttpOnly", "; SameSite=Strict");
        assertThat(cookie).doesNotContain("Secure", "Max-Age", "Expires");
        assertThat(manager().findSessions()).singleElement()
            .satisfies((session) -> assertThat(session.getMaxInactiveInterval()).isEqualTo(90 * 60));
    }

    @Test
    void theCookieIsSecureBehindAGatewayWithTls() throws Exception {
        assertThat(logIn(OPERATOR, "X-Forwarded-Proto", "https").headers().firstValue("Set-Cookie").orElseThrow())
            .contains("; Secure");
    }

    @Test
    void eachServiceHasItsOwnCookie() {
        assertThat(context(secured).getServletContext().getSessionCookieConfig().getName()).isEqualTo(COOKIE);
        assertThat(context(open).getServletContext().getSessionCookieConfig().getName())
            .isEqualTo("sensor-consumer-session");
    }

    @Test
    void aSessionReadsAndWritesWithItsToken() throws Exception {
        String session = session(logIn(OPERATOR));

        assertThat(get("/api/things", "Cookie", session).body()).isEqualTo("things");
        String token = token(session);
        assertThat(post("/api/things", "", "Cookie", session, "X-CSRF-TOKEN", token).body()).isEqualTo("done");
    }

    @Test
    void aWriteOfASessionNeedsItsToken() throws Exception {
        String session = session(logIn(OPERATOR));
        String other = token(session(logIn(OPERATOR)));

        HttpResponse<String> without = post("/api/things", "", "Cookie", session);

        assertThat(without.statusCode()).isEqualTo(403);
        assertThat(without.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(without.body()).contains("urn:sensor-streams:problem:csrf-token",
                "POST /api/things has a session, so it needs the header X-CSRF-TOKEN of GET /api/about");
        assertThat(post("/api/things", "", "Cookie", session, "X-CSRF-TOKEN", other).statusCode()).isEqualTo(403);
        assertThat(post("/api/things", "", "Cookie", session + "; XSRF-TOKEN=x", "X-XSRF-TOKEN", "x").statusCode())
            .isEqualTo(403);
        assertThat(post("/api/things", "", "Cookie", session, "X-CSRF-TOKEN", token(session), "Origin",
                "http://localhost:8082")
            .statusCode()).isEqualTo(403);
    }

    @Test
    void aLogInOfAClientWithASessionChangesItsIdAndItsToken() throws Exception {
        String first = session(logIn(VIEWER));
        String token = token(first);

        String second = session(logIn(OPERATOR, "Cookie", first));

        assertThat(second).isNotEqualTo(first);
        assertThat(get("/api/things", "Cookie", first).statusCode()).isEqualTo(401);
        assertThat(get("/api/about", "Cookie", second).body()).contains("\"name\":\"operator\"");
        assertThat(post("/api/things", "", "Cookie", second, "X-CSRF-TOKEN", token).statusCode()).isEqualTo(403);
    }

    @Test
    void aSessionNeverHasAnIdThatTheClientChose() throws Exception {
        String chosen = COOKIE + "=0123456789ABCDEF0123456789ABCDEF";

        assertThat(session(logIn(OPERATOR, "Cookie", chosen))).isNotEqualTo(chosen);
        assertThat(get("/api/things", "Cookie", chosen).statusCode()).isEqualTo(401);
    }

    @Test
    void theViewerChangesNothing() throws Exception {
        String session = session(logIn(VIEWER));
        String token = token(session);

        assertThat(get("/api/about", "Cookie", session).body())
            .contains("\"user\":{\"name\":\"viewer\",\"mayWrite\":false}");
        HttpResponse<String> refused = post("/api/things", "", "Cookie", session, "X-CSRF-TOKEN", token);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("urn:sensor-streams:problem:forbidden", "needs the user 'operator'");
        assertThat(post("/api/things/preview", "", "Cookie", session, "X-CSRF-TOKEN", token).body())
            .isEqualTo("preview");
        assertThat(post("/api/things/preview", "", "Authorization", basic("viewer", "look")).body())
            .isEqualTo("preview");
        assertThat(post("/api/things/preview", "").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({ "operator, wrong", "operator, look", "nobody, secret", "Operator, secret", "operator, ''", "'', ''" })
    void aFailedLogInDoesNotSayWhatIsWrong(String user, String password) throws Exception {
        HttpResponse<String> answer = logIn("{\"user\":\"%s\",\"password\":\"%s\"}".formatted(user, password));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("""
                {"detail":"The user or the password is wrong","instance":"/api/session","status":401,\
                "title":"Log-in failed","type":"urn:sensor-streams:problem:log-in-failed"}""");
        assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "www-authenticate");
    }

    @Test
    void failedLogInsCountAsWrongPasswords() throws Exception {
        for (int i = 0; i < WrongPasswords.BURST; i++) {
            assertThat(logIn("{\"user\":\"operator\",\"password\":\"guess\"}").statusCode()).isEqualTo(401);
        }

        HttpResponse<String> answer = logIn(OPERATOR);

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(send("POST", "/api/%73ession", OPERATOR, "Content-Type", "application/json").statusCode())
            .isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(get("/api/things", "Authorization", basic("operator", "secret")).statusCode()).isEqualTo(429);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"user\":\"operator\"}", "{\"user\":\"operator\",\"password\":5}", "[]", "x", "" })
    void anIncompleteLogInIsInvalid(String body) throws Exception {
        HttpResponse<String> answer = logIn(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void aPasswordIsNeverReadFromAnAddressOrAForm() throws Exception {
        String query = "?user=operator&password=secret&username=operator";
        assertThat(send("POST", "/api/session" + query, "", "Content-Type", "application/json").statusCode())
            .isEqualTo(400);
        assertThat(send("POST", "/api/session", query.substring(1), "Content-Type", "application/x-www-form-urlencoded")
            .statusCode()).isEqualTo(415);
        assertThat(send("POST", "/api/session", OPERATOR, "Content-Type", "text/plain").statusCode()).isEqualTo(415);
        assertThat(logIn(OPERATOR, "Origin", "http://evil.example").statusCode()).isEqualTo(403);
        assertThat(manager().findSessions()).isEmpty();
    }

    @Test
    void aLogOutEndsTheSession() throws Exception {
        String session = session(logIn(OPERATOR));

        assertThat(send("DELETE", "/api/session", "", "Cookie", session).statusCode()).isEqualTo(403);
        HttpResponse<String> answer = send("DELETE", "/api/session", "", "Cookie", session, "X-CSRF-TOKEN",
                token(session));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).startsWith(COOKIE + "=;")
            .contains("; Expires=Thu, 01 Jan 1970");
        assertThat(get("/api/things", "Cookie", session).statusCode()).isEqualTo(401);
        assertThat(manager().findSessions()).isEmpty();
        assertThat(send("DELETE", "/api/session", "", "Cookie", session).statusCode()).isEqualTo(204);
    }

    @Test
    void aWriteAfterTheEndOfTheSessionNeedsALogIn() throws Exception {
        String session = session(logIn(OPERATOR));
        String token = token(session);
        manager().findSessions()[0].expire();

        assertThat(post("/api/things", "", "Cookie", session, "X-CSRF-TOKEN", token).statusCode()).isEqualTo(401);
    }

    @Test
    void aSessionEndsTwelveHoursAfterItsLogIn() throws Exception {
        String old = session(logIn(OPERATOR));
        String token = token(old);
        AHEAD.set(Duration.ofHours(12).minusMinutes(5));
        String young = session(logIn(OPERATOR));
        assertThat(get("/api/things", "Cookie", old).statusCode()).isEqualTo(200);

        AHEAD.set(Duration.ofHours(12));

        assertThat(post("/api/things", "", "Cookie", old, "X-CSRF-TOKEN", token).statusCode()).isEqualTo(401);
        assertThat(get("/api/things", "Cookie", old).statusCode()).isEqualTo(401);
        assertThat(get("/api/things", "Cookie", young).statusCode()).isEqualTo(200);
        assertThat(manager().findSessions()).hasSize(1);
    }

    @Test
    void onlyALogInCreatesASession() throws Exception {
        String operator = basic("operator", "secret");
        List<HttpResponse<String>> answers = new ArrayList<>();
        answers.add(get("/api/about", "Authorization", operator));
        answers.add(post("/api/things", "", "Authorization", operator));
        answers.add(get("/api/about", "Authorization", basic("operator", "wrong")));
        answers.add(send("POST", "/api/%73ession", "", "Authorization", operator, "Content-Type", "application/json"));
        answers.add(get("/api/about"));
        answers.add(get("/"));
        answers.add(post("/api/things", ""));
        answers.add(get("/ui/streams", "Cookie", COOKIE + "=0123456789ABCDEF0123456789ABCDEF"));

        assertThat(answers).allSatisfy((answer) -> assertThat(answer.headers().map()).doesNotContainKey("set-cookie"));
        assertThat(answers).extracting(HttpResponse::statusCode)
            .containsExactly(200, 200, 401, 400, 401, 200, 401, 200);
        assertThat(answers.get(0).headers().map()).doesNotContainKey("x-csrf-token");
        assertThat(manager().findSessions()).isEmpty();
    }

    @Test
    void aPasswordIsCheckedAlsoWhenThereIsASession() throws Exception {
        String session = session(logIn(OPERATOR));

        assertThat(post("/api/things", "", "Cookie", session, "Authorization", basic("operator", "wrong")).statusCode())
            .isEqualTo(401);
        assertThat(post("/api/things", "", "Cookie", session, "Authorization", "Bearer x").statusCode()).isEqualTo(401);
        HttpResponse<String> viewer = get("/api/about", "Cookie", session, "Authorization", basic("viewer", "look"));
        assertThat(viewer.body()).contains("\"name\":\"viewer\"");
        assertThat(viewer.headers().map()).doesNotContainKeys("x-csrf-token", "set-cookie");
        assertThat(get("/api/about", "Cookie", session).body()).contains("\"name\":\"operator\"");
    }

    @Test
    void onlyProgramsAreAskedForHttpBasic() throws Exception {
        assertThat(get("/api/things").headers().firstValue("WWW-Authenticate")).isPresent();
        for (String[] program : new String[][] { { "Sec-Fetch-Site", "cross-site" }, { "Accept", "*/*" },
                { "Accept", "text/html, image/gif, image/jpeg, */*; q=0.2" } }) {
            assertThat(get("/api/things", program).headers().firstValue("WWW-Authenticate")).isPresent();
        }
        for (String[] page : new String[][] { { "X-Requested-With", "page" }, { "Sec-Fetch-Site", "same-origin" },
                { "Accept", "text/html,application/xhtml+xml" } }) {
            HttpResponse<String> answer = get("/api/things", page);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().map()).doesNotContainKey("www-authenticate");
            assertThat(answer.body()).contains("urn:sensor-streams:problem:unauthorized", "Log in at /ui/log-in");
        }
    }

    @ParameterizedTest
    @CsvSource({ "/swagger-ui.html, %2Fswagger-ui.html",
            "/actuator/metrics?tag=a:b, %2Factuator%2Fmetrics%3Ftag%3Da%3Ab",
            "/docs/rest.md?x=//evil.example&y=%0d%0a, %2Fdocs%2Frest.md%3Fx%3D%2F%2Fevil.example%26y%3D%250d%250a" })
    void aPersonWhoOpensAnAddressIsSentToTheLogIn(String address, String encoded) throws Exception {
        HttpResponse<String> answer = get(address, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("/ui/log-in?to=" + encoded);
        assertThat(answer.headers().map()).doesNotContainKey("www-authenticate");
    }

    @Test
    void theNumberOfSessionsIsBounded() throws Exception {
        logIn(OPERATOR);
        manager().setMaxActiveSessions(1);

        HttpResponse<String> answer = logIn(OPERATOR);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("urn:sensor-streams:problem:too-many-sessions");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("60");
    }

    @Test
    void thereIsNoLogInWithoutSecurity() throws Exception {
        HttpResponse<String> answer = send(open, "POST", "/api/session", OPERATOR, "Content-Type", "application/json");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("urn:sensor-streams:problem:security-off");
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
        assertThat(send(open, "POST", "/api/things", "", "Cookie", COOKIE + "=x").body()).isEqualTo("done");
    }

    private HttpResponse<String> logIn(String body, String... headers) throws Exception {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Content-Type", "application/json"));
        return send("POST", "/api/session", body, all.toArray(String[]::new));
    }

    private HttpResponse<String> get(String address, String... headers) throws Exception {
        return send("GET", address, null, headers);
    }

    private HttpResponse<String> post(String address, String body, String... headers) throws Exception {
        return send("POST", address, body, headers);
    }

    private HttpResponse<String> send(String method, String address, @Nullable String body, String... headers)
            throws Exception {
        return send(secured, method, address, body, headers);
    }

    private HttpResponse<String> send(ServletWebServerApplicationContext service, String method, String address,
            @Nullable String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest
            .newBuilder(URI.create("http://127.0.0.1:" + service.getWebServer().getPort() + address))
            .header("X-Forwarded-For", this.address)
            .method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
        return this.client.send(((headers.length > 0) ? request.headers(headers) : request).build(),
                BodyHandlers.ofString());
    }

    private static String session(HttpResponse<String> answer) {
        HttpCookie cookie = HttpCookie.parse(answer.headers().firstValue("Set-Cookie").orElseThrow()).get(0);
        return cookie.getName() + "=" + cookie.getValue();
    }

    private String token(String session) throws Exception {
        return get("/api/about", "Cookie", session).headers().firstValue("X-CSRF-TOKEN").orElseThrow();
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes());
    }

    private static ManagerBase manager() {
        return (ManagerBase) context(secured).getManager();
    }

    private static Context context(ServletWebServerApplicationContext service) {
        Container[] contexts = ((TomcatWebServer) service.getWebServer()).getTomcat().getHost().findChildren();
        return (Context) contexts[0];
    }

    @Configuration(proxyBeanMethods = false)
    @Import({ WebConfiguration.class, Things.class })
    @ImportAutoConfiguration({ CallersAutoConfiguration.class, JacksonAutoConfiguration.class,
            HttpMessageConvertersAutoConfiguration.class, SecurityAutoConfiguration.class,
            SecurityFilterAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
            TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
            WebMvcAutoConfiguration.class, ErrorMvcAutoConfiguration.class })
    static class Service {

        @Bean
        InstantSource clock() {
            return () -> Instant.now().plus(AHEAD.get());
        }

        @Bean
        ReadOnlyPost preview() {
            return new ReadOnlyPost("/api/things/preview");
        }

    }

    @RestController
    static class Things {

        @GetMapping("/api/things")
        String read() {
            return "things";
        }

        @PostMapping("/api/things")
        String write() {
            return "done";
        }

        @PostMapping("/api/things/preview")
        String preview() {
            return "preview";
        }

    }

}

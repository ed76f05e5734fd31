package io.sensorstreams.common.web.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.sensorstreams.common.setting.InvalidSettingException;
import jakarta.servlet.http.Cookie;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.assertj.MvcTestResultAssert;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

@ExtendWith(OutputCaptureExtension.class)
class CallersSliceTest {

    private final WebApplicationContextRunner service = new WebApplicationContextRunner()
        .withInitializer((context) -> context.getBeanFactory().setConversionService(new ApplicationConversionService()))
        .withConfiguration(AutoConfigurations.of(CallersAutoConfiguration.class, JacksonAutoConfiguration.class,
                WebMvcAutoConfiguration.class, SecurityAutoConfiguration.class,
                ServletWebSecurityAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class))
        .withUserConfiguration(Calls.class)
        .withPropertyValues("server.address=0.0.0.0");

    private final WebApplicationContextRunner secured = this.service.withPropertyValues("sensor.security.enabled=true",
            "sensor.security.operator-password=secret", "sensor.security.viewer-password=look");

    @Test
    void healthNeedsNoUser() {
        assertThatCall(this.secured, HttpMethod.GET, "/actuator/health/readiness", null, null).hasStatusOk();
        assertThatCall(this.secured, HttpMethod.GET, "/actuator/health", null, null).hasStatusOk();
    }

    @Test
    void everythingElseNeedsAUser() {
        MvcTestResult answer = call(this.secured, HttpMethod.GET, "/api/things", null, null, null);
        assertThat(answer).hasStatus(401)
            .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
            .hasHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Sensor Streams\", charset=\"UTF-8\"")
            .bodyJson()
            .isStrictlyEqualTo("""
                    {
                      "type": "urn:sensor-streams:problem:unauthorized",
                      "title": "User and password needed",
                      "status": 401,
                      "detail": "This call needs the user 'operator' or 'viewer' with its password (HTTP Basic)"
                    }
                    """);
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThatCall(this.secured, HttpMethod.GET, "/api/things", "viewer", "secret").hasStatus(401)
            .bodyJson()
            .isStrictlyEqualTo("""
                    {
                      "type": "urn:sensor-streams:problem:unauthorized",
                      "title": "User or password wrong",
                      "status": 401,
                      "detail": "The user or the password is wrong. Upper and lower case differ"
                    }
                    """);
        assertThatCall(this.secured, HttpMethod.GET, "/api/things", "nobody", "secret").hasStatus(401);
    }

    @Test
    void theViewerMayReadAndNotWrite() {
        assertThatCall(this.secured, HttpMethod.GET, "/api/things", "viewer", "look").hasStatusOk();
        assertThatCall(this.secured, HttpMethod.HEAD, "/api/things", "viewer", "look").hasStatusOk();
        MvcTestResult refused = call(this.secured, HttpMethod.POST, "/api/things", "viewer", "look", null);
        assertThat(refused).hasStatus(403)
            .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
            .bodyJson()
            .isStrictlyEqualTo("""
                    {
                      "type": "urn:sensor-streams:problem:forbidden",
                      "title": "Not allowed",
                      "status": 403,
                      "detail": "POST /api/things needs the user 'operator'"
                    }
                    """);
    }

    @Test
    void theOperatorMayDoEverything() {
        assertThatCall(this.secured, HttpMethod.GET, "/api/things", "operator", "secret").hasStatusOk();
        assertThatCall(this.secured, HttpMethod.POST, "/api/things", "operator", "secret").hasStatusOk();
    }

    @Test
    void withoutSecurityEveryoneMayDoEverything() {
        WebApplicationContextRunner open = this.service.withPropertyValues("sensor.security.enabled=false");
        assertThatCall(open, HttpMethod.POST, "/api/things", null, null).hasStatusOk();
    }

    @Test
    void aPageOfAnotherSiteChangesNothing() {
        WebApplicationContextRunner open = this.service.withPropertyValues("sensor.security.enabled=false");
        for (WebApplicationContextRunner any : new WebApplicationContextRunner[] { open, this.secured }) {
            assertThat(call(any, HttpMethod.POST, "/api/things", "operator", "secret", "cross-site")).hasStatus(403)
                .bodyJson()
                .extractingPath("$.detail")
                .isEqualTo("Pages of other origins are not allowed to change anything");
            assertThat(call(any, HttpMethod.POST, "/api/things", "operator", "secret", "same-origin")).hasStatusOk();
            assertThat(call(any, HttpMethod.GET, "/api/things", "operator", "secret", "cross-site")).hasStatusOk();
        }
    }

    @Test
    void noTokenAllowsAWriteFromAPageOfAnotherSite() {
        this.secured.run((context) -> {
            MockMvcTester http = MockMvcTester.from(context, (builder) -> builder.apply(springSecurity()).build());
            String token = "d6c1b0c6-54b3-4c0b-8a33-1a5ee80ffb0f";
            assertThat(http.post()
                .uri("/api/things")
                .with(httpBasic("operator", "secret"))
                .cookie(new Cookie("XSRF-TOKEN", token))
                .param("_csrf", token)
                .header("X-XSRF-TOKEN", token)
                .header(HttpHeaders.ORIGIN, "http://localhost:8082")
                .header(HttpHeaders.HOST, "localhost:8081")).hasStatus(403)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        });
    }

    @Test
    void refusesPagesOfOtherSitesBeforeItChecksPasswords() {
        assertThat(call(this.secured, HttpMethod.POST, "operator", "wrong",
                Map.of("Host", "localhost", "Origin", "http://evil.example")))
            .hasStatus(403);
    }

    @Test
    void answersPreflightRequestsOfListedOriginsOnly() {
        String page = "https://page.example";
        WebApplicationContextRunner listed = this.secured.withPropertyValues("sensor.security.allowed-origins=" + page);
        listed.run((context) -> {
            MockMvcTester http = MockMvcTester.from(context, (builder) -> builder.apply(springSecurity()).build());
            for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
                assertThat(preflight(http, page, method)).hasStatusOk()
                    .hasHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, page)
                    .hasHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
                    .hasHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "authorization, content-type");
            }
            assertThat(preflight(http, "https://evil.example", "PUT")).hasStatus(401)
                .doesNotContainHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
        });
        assertThat(call(listed, HttpMethod.POST, "operator", "secret", Map.of("Host", "localhost", "Origin", page)))
            .hasStatusOk()
            .hasHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, page);
        assertThat(call(listed, HttpMethod.GET, "operator", "secret",
                Map.of("Host", "localhost", "Origin", "https://evil.example")))
            .hasStatusOk()
            .doesNotContainHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
    }

    private static MvcTestResult preflight(MockMvcTester http, String origin, String method) {
        return http.options()
            .uri("/api/things")
            .header(HttpHeaders.ORIGIN, origin)
            .header(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD, method)
            .header(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS, "authorization, content-type")
            .exchange();
    }

    @Test
    void aPageOfAnotherOriginChangesNothing() {
        String foreign = "http://evil.example";
        assertThat(call(this.secured, HttpMethod.POST, "operator", "secret",
                Map.of("Host", "localhost:8081", "Origin", foreign)))
            .hasStatus(403)
            .bodyJson()
            .extractingPath("$.detail")
            .isEqualTo("Pages of other origins are not allowed to change anything. To allow origin "
                    + "'http://evil.example', add it to the setting SENSOR_ALLOWED_ORIGINS");
        assertThat(call(this.secured, HttpMethod.POST, "operator", "secret",
                Map.of("Host", "localhost:8081", "Origin", "http://localhost:8081")))
            .hasStatusOk();
        assertThat(call(this.secured.withPropertyValues("sensor.security.allowed-origins=" + foreign), HttpMethod.POST,
                "operator", "secret", Map.of("Host", "localhost:8081", "Origin", foreign)))
            .hasStatusOk();
    }

    @Test
    void callsToAnUnknownHostAreRefused() {
        for (HttpMethod method : new HttpMethod[] { HttpMethod.GET, HttpMethod.POST }) {
            assertThat(call(this.secured, method, "operator", "secret", Map.of("Host", "evil.example:8081")))
                .hasStatus(421)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .extractingPath("$.detail")
                .isEqualTo(
                        "Host 'evil.example' is not allowed. To allow it, add it to the setting SENSOR_ALLOWED_HOSTS");
        }
        assertThat(call(this.secured.withPropertyValues("sensor.security.allowed-hosts=x, evil.example"),
                HttpMethod.GET, "operator", "secret", Map.of("Host", "evil.example:8081")))
            .hasStatusOk();
    }

    @Test
    void doesNotStartWithInvalidHosts() {
        assertThatRefusal(this.secured.withPropertyValues("sensor.security.allowed-hosts=http://a"))
            .contains("SENSOR_ALLOWED_HOSTS has 'http://a', expected the name or address of a host");
    }

    @Test
    void comparesNamesAndPasswordsExactly() {
        assertThatCall(this.secured, HttpMethod.GET, "/api/things", "Operator", "secret").hasStatus(401);
        assertThatCall(this.secured, HttpMethod.GET, "/api/things", "operator ", "secret").hasStatus(401);
        assertThatCall(this.secured, HttpMethod.GET, "/api/things", "operator", "Secret").hasStatus(401);
    }

    @Test
    void wrongPasswordsAreSlowed() {
        this.secured.run((context) -> {
            MockMvcTester http = MockMvcTester.from(context, (builder) -> builder.apply(springSecurity()).build());
            for (int i = 0; i < 10; i++) {
                assertThat(guess(http, "10.0.0.1", "guess" + i)).hasStatus(401);
            }
            assertThat(guess(http, "10.0.0.1", "secret")).hasStatus(429)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .hasHeader(HttpHeaders.RETRY_AFTER, "10")
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("urn:sensor-streams:problem:too-many-wrong-passwords");
            assertThat(guess(http, "10.0.0.2", "secret")).hasStatusOk();
            assertThat(http.get().uri("/actuator/health").with(from("10.0.0.1"))).hasStatusOk();
            for (String password : List.of("secret", "guess")) {
                assertThat(http.get()
                    .uri("/actuator/health/readiness")
                    .with(from("10.0.0.1"))
                    .with(httpBasic("operator", password))).hasStatusOk();
            }
        });
    }

    private static MvcTestResult guess(MockMvcTester http, String address, String password) {
        return http.get().uri("/api/things").with(from(address)).with(httpBasic("operator", password)).exchange();
    }

    private static RequestPostProcessor from(String address) {
        return (request) -> {
            request.setRemoteAddr(address);
            return request;
        };
    }

    @Test
    void warnsAboutShortPasswords(CapturedOutput output) {
        this.secured.run((context) -> assertThat(context).hasNotFailed());
        assertThat(output).contains("The password has fewer than 12 characters; choose a longer one")
            .doesNotContain("secret");
    }

    @Test
    void doesNotWarnAboutLongPasswords(CapturedOutput output) {
        this.secured
            .withPropertyValues("sensor.security.operator-password=twelve chars",
                    "sensor.security.viewer-password=thirteen char")
            .run((context) -> assertThat(context).hasNotFailed());
        assertThat(output).doesNotContain("fewer than 12 characters");
    }

    private static MvcTestResult call(WebApplicationContextRunner runner, HttpMethod method, String user,
            String password, Map<String, String> headers) {
        MvcTestResult[] answer = new MvcTestResult[1];
        runner.run((context) -> {
            MockMvcTester http = MockMvcTester.from(context, (builder) -> builder.apply(springSecurity()).build());
            MockMvcTester.MockMvcRequestBuilder call = http.method(method)
                .uri("/api/things")
                .with(httpBasic(user, password));
            headers.forEach(call::header);
            answer[0] = call.exchange();
        });
        return answer[0];
    }

    @Test
    void readsAPasswordFromAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("operator"), "from a file\n");
        WebApplicationContextRunner byFile = this.service.withPropertyValues("sensor.security.enabled=true",
                "sensor.security.operator-password-file=" + file);
        assertThatCall(byFile, HttpMethod.POST, "/api/things", "operator", "from a file").hasStatusOk();
        assertThatCall(byFile, HttpMethod.GET, "/api/things", "viewer", "").hasStatus(401);
    }

    @Test
    void doesNotStartWithSecurityAndNoPassword() {
        assertThatRefusal(this.service.withPropertyValues("sensor.security.enabled=true"))
            .isEqualTo("Security is on, but no user has a password");
    }

    @Test
    void doesNotStartWithInvalidPasswords(@TempDir Path directory) throws IOException {
        Path missing = directory.resolve("missing");
        Path empty = Files.writeString(directory.resolve("empty"), "\n");
        assertThatRefusal(this.service.withPropertyValues("sensor.security.enabled=true",
                "sensor.security.operator-password-file=" + missing, "sensor.security.viewer-password-file=" + empty))
            .isEqualTo(
                    "The password file '%1$s' of 'operator' cannot be read: java.nio.file.NoSuchFileException: %1$s\n"
                        .formatted(missing) + "The password file '%s' of 'viewer' is empty".formatted(empty));
        assertThatRefusal(this.secured.withPropertyValues("sensor.security.viewer-password-file=" + empty))
            .isEqualTo("The password of 'viewer' is given twice, as itself and in file '%s'".formatted(empty));
    }

    @Test
    void doesNotStartWithAnInvalidTimeOfSessions() {
        for (String timeout : List.of("59s", "0", "-1m", "366d")) {
            assertThatRefusal(this.secured.withPropertyValues("sensor.security.session-timeout=" + timeout))
                .startsWith("sensor.security.session-timeout (SENSOR_SECURITY_SESSION_TIMEOUT) is 'PT")
                .endsWith("', expected 1m to 365d");
        }
    }

    @Test
    void refusesToBindBeyondLoopbackWhileSecurityIsUnset() {
        String unsaid = ", which other machines can reach, but SENSOR_SECURITY_ENABLED is not set";
        assertThatRefusal(this.service).isEqualTo("The service is configured to bind to 0.0.0.0" + unsaid);
        assertThatRefusal(this.service.withPropertyValues("server.address="))
            .isEqualTo("The service is configured to bind to every address" + unsaid);
        assertThatRefusal(this.service.withPropertyValues("sensor.security.enabled="))
            .isEqualTo("The service is configured to bind to 0.0.0.0" + unsaid);
        this.service.withPropertyValues("server.address=127.0.0.1")
            .run((context) -> assertThat(context).hasNotFailed());
        this.service.withPropertyValues("server.address=::1").run((context) -> assertThat(context).hasNotFailed());
    }

    @Test
    void refusesAPortForManagementBeyondLoopbackWhileSecurityIsUnset() {
        WebApplicationContextRunner management = this.service.withPropertyValues("server.address=127.0.0.1",
                "management.server.port=9000");
        assertThatRefusal(management)
            .isEqualTo("The port for management (management.server.address) is configured to bind to every address, "
                    + "which other machines can reach, but SENSOR_SECURITY_ENABLED is not set");
        management.withPropertyValues("management.server.address=127.0.0.1")
            .run((context) -> assertThat(context).hasNotFailed());
        management.withPropertyValues("sensor.security.enabled=false")
            .run((context) -> assertThat(context).hasNotFailed());
    }

    @Test
    void aRefusalNamesTheRemedy() {
        InvalidSettingException refusal = SecuritySettings.invalid(List.of("one", "two"));
        assertThat(refusal).hasMessage("one\ntwo");
        assertThat(refusal.remedy()).contains("SENSOR_OPERATOR_PASSWORD_FILE", "SENSOR_SECURITY_ENABLED=false");
    }

    @Test
    void noTextContainsAPassword() {
        SecuritySettings settings = new SecuritySettings(true, "secret", "", "look", "", List.of(), List.of(),
                Duration.ofHours(8), Duration.ofHours(12));
        assertThat(settings + " " + settings.callers()).isEqualTo("SecuritySettings[enabled=true] [operator, viewer]");
    }

    private static MvcTestResultAssert assertThatCall(WebApplicationContextRunner runner, HttpMethod method,
            String path, String user, String password) {
        return assertThat(call(runner, method, path, user, password, null));
    }

    private static MvcTestResult call(WebApplicationContextRunner runner, HttpMethod method, String path, String user,
            String password, String site) {
        MvcTestResult[] answer = new MvcTestResult[1];
        runner.run((context) -> {
            MockMvcTester http = MockMvcTester.from(context, (builder) -> builder.apply(springSecurity()).build());
            MockMvcTester.MockMvcRequestBuilder call = http.method(method).uri(path);
            if (user != null) {
                call.with(httpBasic(user, password));
            }
            if (site != null) {
                call.header("Sec-Fetch-Site", site);
            }
            answer[0] = call.exchange();
        });
        return answer[0];
    }

    private static AbstractStringAssert<?> assertThatRefusal(WebApplicationContextRunner runner) {
        String[] message = new String[1];
        runner.run((context) -> message[0] = rootCause(context.getStartupFailure()).getMessage());
        return assertThat(message[0]);
    }

    private static Throwable rootCause(Throwable failure) {
        assertThat(failure).as("failure to start").isNotNull();
        return (failure.getCause() != null) ? rootCause(failure.getCause()) : failure;
    }

    @RestController
    static class Calls {

        @GetMapping({ "/api/things", "/actuator/health", "/actuator/health/readiness" })
        String read() {
            return "things";
        }

        @PostMapping("/api/things")
        String write() {
            return "done";
        }

    }

}

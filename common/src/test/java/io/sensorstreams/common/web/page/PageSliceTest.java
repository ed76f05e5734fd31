package io.sensorstreams.common.web.page;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;

import io.sensorstreams.common.PageModules;
import io.sensorstreams.common.web.WebConfiguration;
import io.sensorstreams.common.web.security.CallersAutoConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/** Asks a real server for the page: a forward and the headers of a file need one. */
class PageSliceTest {

    private static ConfigurableApplicationContext open;

    private static ConfigurableApplicationContext secured;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        open = start("--sensor.peer-url=http://localhost:8082/");
        secured = start("--sensor.security.enabled=true", "--sensor.security.operator-password=secret",
                "--sensor.security.viewer-password=look");
    }

    private static ConfigurableApplicationContext start(String... settings) {
        String[] all = new String[settings.length + 4];
        System.arraycopy(settings, 0, all, 0, settings.length);
        System.arraycopy(
                new String[] { "--server.port=0", "--server.address=127.0.0.1",
                        "--spring.application.name=producer-service", "--sensor.instance=producer-0" },
                0, all, settings.length, 4);
        return new SpringApplicationBuilder(Service.class).run(all);
    }

    @AfterAll
    static void stop() {
        open.close();
        secured.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "/ui", "/ui/", "/ui/streams", "/ui/streams/air.1", "/ui/streams/air?show=rows" })
    void eachAddressOfAViewReturnsThePage(String address) throws Exception {
        HttpResponse<String> answer = get(open, address);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(answer.body()).contains("<div id=\"page\">");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "/app/start.js", "/lib/htm/preact/standalone.module.js", "/lib/uplot/uPlot.esm.js" })
    void aBrowserAsksWhetherAFileHasChanged(String address) throws Exception {
        HttpResponse<String> first = get(open, address);
        String tag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> second = get(open, address, "If-None-Match", tag);

        assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
    }

    @Test
    void theStyleSheetAndTheModulesHaveTheirTypes() throws Exception {
        assertThat(get(open, "/app/css/tokens.css").headers().firstValue("Content-Type").orElse(""))
            .startsWith("text/css");
        assertThat(get(open, "/app/start.js").headers().firstValue("Content-Type").orElse(""))
            .startsWith("text/javascript");
        assertThat(get(open, "/app/icon.svg").headers().firstValue("Content-Type").orElse(""))
            .startsWith("image/svg+xml");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api", "/api/nothing", "/nothing", "/app/nothing.js", "/app/", "/lib/htm/nothing.js",
            "/lib/nothing", "/lib/htm/..%2fpackage.json" })
    void whatDoesNotExistIsAProblem(String address) throws Exception {
        HttpResponse<String> answer = get(open, address);

        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "/app/start.js", "/api/about", "/api/nothing" })
    void nothingIsLoadedFromOtherHostsAndNothingRunsInline(String address) throws Exception {
        var headers = get(open, address).headers();

        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
            .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'",
                    "frame-ancestors 'none'", "base-uri 'none'")
            .doesNotContain("unsafe", "*", "http");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("same-origin");
        assertThat(headers.firstValue("Cross-Origin-Opener-Policy")).hasValue("same-origin");
        assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).hasValue("same-origin");
        assertThat(headers.firstValue("Permissions-Policy").orElse("")).contains("camera=()");
    }

    @Test
    void thePageRefersToFilesThatExist() throws Exception {
        for (String address : PageModules.references()) {
            if (!address.startsWith("/service/")) { // each service has its own
                assertThat(get(open, address).statusCode()).as(address).isEqualTo(200);
            }
        }
        assertThat(PageModules.faults("/app/start.js")).containsExactly("/service/service.js does not exist");
    }

    @Test
    void saysWhatTheServiceIs() throws Exception {
        HttpResponse<String> answer = get(open, "/api/about");

        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.body()).isEqualTo("""
                {"service":"producer","version":"unknown","instance":"producer-0","peerUrl":"http://localhost:8082",\
                "user":null,"securityEnabled":false}""");
    }

    @Test
    void saysWhatTheUserMayDo() throws Exception {
        assertThat(get(secured, "/api/about", "Authorization", basic("operator", "secret")).body())
            .contains("\"peerUrl\":null,\"user\":{\"name\":\"operator\",\"mayWrite\":true},\"securityEnabled\":true");
        assertThat(get(secured, "/api/about", "Authorization", basic("viewer", "look")).body())
            .contains("\"user\":{\"name\":\"viewer\",\"mayWrite\":false}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "/ui", "/ui/streams/air", "/ui/log-in", "/app/start.js", "/app/css/tokens.css",
            "/lib/uplot/uPlot.esm.js" })
    void thePageItselfIsPublicToShowTheLogIn(String address) throws Exception {
        assertThat(get(secured, address).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api/about", "/docs/rest.md" })
    void whatThePageShowsNeedsAUserWhenSecurityIsOn(String address) throws Exception {
        assertThat(get(secured, address).statusCode()).isEqualTo(401);
        assertThat(get(secured, address, "Authorization", basic("viewer", "look")).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(ConfigurableApplicationContext service, String address, String... headers)
            throws IOException, InterruptedException {
        int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + address));
        return this.client.send(((headers.length > 0) ? request.headers(headers) : request).build(),
                BodyHandlers.ofString());
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes());
    }

    @Configuration(proxyBeanMethods = false)
    @Import(WebConfiguration.class)
    @ImportAutoConfiguration({ CallersAutoConfiguration.class, JacksonAutoConfiguration.class,
            HttpMessageConvertersAutoConfiguration.class, WebMvcAutoConfiguration.class,
            DispatcherServletAutoConfiguration.class, ErrorMvcAutoConfiguration.class, SecurityAutoConfiguration.class,
            ServletWebSecurityAutoConfiguration.class, SecurityFilterAutoConfiguration.class,
            TomcatServletWebServerAutoConfiguration.class })
    static class Service {

    }

}

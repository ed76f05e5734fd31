package io.sensorstreams.common.web.security.https;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLException;

import io.sensorstreams.common.setting.InvalidSettingException;
import io.sensorstreams.common.web.WebConfiguration;
import io.sensorstreams.common.web.security.CallersAutoConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** Starts a real server with HTTPS. */
@ExtendWith(OutputCaptureExtension.class)
class HttpsSliceTest {

    private static final String BUNDLE = "--spring.ssl.bundle.pem.web.keystore.";

    private static final String REMEDY = "Set spring.ssl.bundle.pem.web.keystore.certificate and "
            + "spring.ssl.bundle.pem.web.keystore.private-key to the PEM files of the certificate and its private key; "
            + "docs/access.md shows how.";

    @TempDir
    private Path directory;

    private SelfSigned first;

    private Path certificate;

    private Path key;

    @BeforeEach
    void create() throws Exception {
        this.first = SelfSigned.create(this.directory);
        this.certificate = this.first.writeCertificate(this.directory.resolve("tls.crt"));
        this.key = this.first.writeKey(this.directory.resolve("tls.key"));
    }

    @Test
    void aSessionHasASecureCookieAndItsTokenWorks() throws Exception {
        try (ServletWebServerApplicationContext service = start()) {
            HttpClient client = client(this.first);
            HttpResponse<String> logIn = send(client, service, "POST", "/api/session",
                    "{\"user\":\"operator\",\"password\":\"secret\"}", "Content-Type", "application/json");

            assertThat(logIn.statusCode()).isEqualTo(204);
            String cookie = logIn.headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(cookie).contains("; Secure", "; HttpOnly", "; SameSite=Strict", "; Path=/")
                .doesNotContain("Domain");
            String session = cookie.replaceFirst(";.*", "");
            HttpResponse<String> about = send(client, service, "GET", "/api/about", null, "Cookie", session);
            assertThat(about.body()).contains("\"peerUrl\":\"https://other.example.com\"", "\"name\":\"operator\"");
            String token = about.headers().firstValue("X-CSRF-TOKEN").orElseThrow();
            assertThat(send(client, service, "DELETE", "/api/session", null, "Cookie", session, "X-CSRF-TOKEN", token,
                    "Origin", address(service))
                .statusCode()).isEqualTo(204);
        }
    }

    @Test
    void browsersRememberHttpsOnlyOnItsDefaultPort() throws Exception {
        try (ServletWebServerApplicationContext service = start("--server.forward-headers-strategy=native")) {
            assertThat(hsts(service)).isEmpty();
            assertThat(hsts(service, "X-Forwarded-Proto", "https")).containsExactly("max-age=31536000");
            assertThat(hsts(service, "X-Forwarded-Proto", "https", "X-Forwarded-Port", "8443")).isEmpty();
            assertThat(hsts(service, "X-Forwarded-Proto", "http")).isEmpty();
        }
    }

    private List<String> hsts(ServletWebServerApplicationContext service, String... headers) throws Exception {
        return send(client(this.first), service, "GET", "/", null, headers).headers()
            .allValues("Strict-Transport-Security");
    }

    @Test
    void aRequestWithoutTlsIsRefused() throws Exception {
        try (ServletWebServerApplicationContext service = start();
                Socket plain = new Socket("127.0.0.1", service.getWebServer().getPort())) {
            plain.setSoTimeout(10_000);
            plain.getOutputStream()
                .write("GET /actuator/health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .startsWith("HTTP/1.1 400")
                .endsWith("This combination of host and port requires TLS.\r\n");
        }
    }

    @Test
    void usesANewCertificateWithoutARestart(CapturedOutput output) throws Exception {
        try (ServletWebServerApplicationContext service = start()) {
            assertThat(send(client(this.first), service, "GET", "/", null).statusCode()).isEqualTo(200);
            SelfSigned second = SelfSigned.create(this.directory);

            replace(second, second);

            await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(SSLException.class)
                .untilAsserted(
                        () -> assertThat(send(client(second), service, "GET", "/", null).statusCode()).isEqualTo(200));
            assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> send(client(this.first), service, "GET", "/", null));
            assertThat(output).contains("HTTPS uses the new certificate");
        }
    }

    @Test
    void keepsItsCertificateWhenTheNewFilesDoNotMatch(CapturedOutput output) throws Exception {
        try (ServletWebServerApplicationContext service = start()) {
            replace(SelfSigned.create(this.directory), this.first);

            await().atMost(Duration.ofSeconds(30))
                .until(output::toString,
                        (text) -> text.contains("The new files of SSL bundle 'web' are not used, HTTPS continues with "
                                + "the former certificate: the private key does not match the first certificate"));
            assertThat(send(client(this.first), service, "GET", "/", null).statusCode()).isEqualTo(200);
            assertThat(output).doesNotContain("\tat ");
        }
    }

    private void replace(SelfSigned newCertificate, SelfSigned newKey) throws Exception {
        Files.move(newCertificate.writeCertificate(this.directory.resolve("new.crt")), this.certificate,
                StandardCopyOption.REPLACE_EXISTING);
        Files.move(newKey.writeKey(this.directory.resolve("new.key")), this.key, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void doesNotStartWithAMissingFile(CapturedOutput output) throws Exception {
        Files.delete(this.key);

        assertThat(refusal()).isEqualTo(fault("the file '" + this.key + "' does not exist"));
        assertThat(output).contains("APPLICATION FAILED TO START", REMEDY).doesNotContain("\tat ");
    }

    @Test
    void doesNotStartWithAKeyOfAnotherCertificate(CapturedOutput output) throws Exception {
        SelfSigned.create(this.directory).writeKey(this.key);
        assertThat(refusal()).isEqualTo(
                fault("the private key does not match the first certificate, which must be that of the service"));

        SelfSigned.create(this.directory, "-keyalg", "RSA").writeKey(this.key);
        assertThat(refusal()).isEqualTo(
                fault("the private key does not match the first certificate, which must be that of the service"));
        assertThat(output).doesNotContain("\tat ");
    }

    @Test
    void doesNotStartWithAnExpiredCertificate() throws Exception {
        write(SelfSigned.create(this.directory, "-keyalg", "EC", "-startdate", "-10d", "-validity", "9"));
        assertThat(refusal()).startsWith(fault("the certificate expired at 20"));

        write(SelfSigned.create(this.directory, "-keyalg", "EC", "-startdate", "+10d", "-validity", "9"));
        assertThat(refusal()).startsWith(fault("the certificate is not valid before 20"));
    }

    @Test
    void doesNotStartWithFilesThatAreNoPem() throws Exception {
        Files.writeString(this.certificate, "no certificate");
        assertThat(refusal()).startsWith(fault(""));

        this.first.writeCertificate(this.certificate);
        Files.writeString(this.key, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertThat(refusal()).startsWith(fault(""));

        Files.writeString(this.key, "");
        assertThat(refusal()).startsWith(fault(""));
    }

    @Test
    void doesNotStartWithoutTheFiles() {
        assertThat(refusalOf("--server.ssl.bundle=web"))
            .isEqualTo("HTTPS is to use the SSL bundle 'web', and there is no bundle of this name");
        assertThat(refusalOf("--server.ssl.bundle=web", BUNDLE + "certificate=" + this.certificate))
            .isEqualTo("HTTPS cannot use the SSL bundle 'web' of spring.ssl.bundle.pem (certificate '"
                    + this.certificate + "', private key not set): it has no private key");
        assertThat(refusalOf("--management.server.ssl.bundle=ops"))
            .isEqualTo("HTTPS is to use the SSL bundle 'ops', and there is no bundle of this name");
    }

    @Test
    void acceptsRsaKeys() throws Exception {
        SelfSigned rsa = SelfSigned.create(this.directory, "-keyalg", "RSA", "-ext", "san=ip:127.0.0.1");
        write(rsa);
        try (ServletWebServerApplicationContext service = start()) {
            assertThat(send(client(rsa), service, "GET", "/", null).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void warnsAboutACertificateThatExpiresSoon(CapturedOutput output) throws Exception {
        write(SelfSigned.create(this.directory, "-keyalg", "EC", "-validity", "13"));
        start().close();
        assertThat(output).contains("The certificate of HTTPS expires soon; replace its files");
    }

    private void write(SelfSigned both) throws Exception {
        both.writeCertificate(this.certificate);
        both.writeKey(this.key);
    }

    private String fault(String reason) {
        return "HTTPS cannot use the SSL bundle 'web' of spring.ssl.bundle.pem (certificate '%s', private key '%s'): %s"
            .formatted(this.certificate, this.key, reason);
    }

    private String refusal() {
        return refusalOf(settings());
    }

    private static String refusalOf(String... settings) {
        Throwable failure = catchThrowable(() -> run(settings).close());
        while (failure != null && !(failure instanceof InvalidSettingException)) {
            failure = failure.getCause();
        }
        assertThat(failure).as("failure to start").isNotNull();
        return failure.getMessage();
    }

    private String[] settings(String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.addAll(List.of("--server.ssl.bundle=web", BUNDLE + "certificate=" + this.certificate,
                BUNDLE + "private-key=" + this.key, "--spring.ssl.bundle.pem.web.reload-on-update=true",
                "--spring.ssl.bundle.watch.file.quiet-period=200ms"));
        return all.toArray(String[]::new);
    }

    private ServletWebServerApplicationContext start(String... more) {
        return run(settings(more));
    }

    private static ServletWebServerApplicationContext run(String... settings) {
        return (ServletWebServerApplicationContext) new SpringApplicationBuilder(Service.class)
            .properties("server.port=0", "server.address=127.0.0.1", "sensor.security.enabled=true",
                    "sensor.security.operator-password=secret", "sensor.peer-url=https://other.example.com")
            .run(settings);
    }

    private static HttpClient client(SelfSigned trusted) throws Exception {
        return HttpClient.newBuilder().sslContext(trusted.client()).build();
    }

    private static String address(ServletWebServerApplicationContext service) {
        return "https://127.0.0.1:" + service.getWebServer().getPort();
    }

    private static HttpResponse<String> send(HttpClient client, ServletWebServerApplicationContext service,
            String method, String path, @Nullable String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address(service) + path))
            .method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
        return client.send(((headers.length > 0) ? request.headers(headers) : request).build(),
                BodyHandlers.ofString());
    }

    @Configuration(proxyBeanMethods = false)
    @Import(WebConfiguration.class)
    @ImportAutoConfiguration({ SslAutoConfiguration.class, HttpsAutoConfiguration.class, CallersAutoConfiguration.class,
            JacksonAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class,
            SecurityAutoConfiguration.class, SecurityFilterAutoConfiguration.class,
            ServletWebSecurityAutoConfiguration.class, TomcatServletWebServerAutoConfiguration.class,
            DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class, ErrorMvcAutoConfiguration.class })
    static class Service {

    }

}

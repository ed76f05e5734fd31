package io.sensorstreams.common.web.body;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.error.ErrorPage;
import org.springframework.boot.web.error.ErrorPageRegistrar;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/** Slow clients and a real server with few threads. */
class BodyGateSliceTest {

    private static final int AT_ONCE = 4;

    /** The server waits 20 s for a silent connection. */
    private static final Duration LESS_THAN_THE_SERVERS_TIMEOUT = Duration.ofSeconds(15);

    private static ConfigurableApplicationContext service;

    private final List<Socket> sockets = new ArrayList<>();

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeAll
    static void start() {
        service = new SpringApplicationBuilder(Service.class).run("--server.port=0", "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off", "--server.tomcat.threads.max=8", "--sensor.bodies.at-once=" + AT_ONCE,
                "--sensor.bodies.grace=1s", "--sensor.bodies.rate=1KB");
    }

    /** An error page after a complete response would fail, and log a stack trace. */
    @AfterAll
    static void stop() {
        service.close();
        assertThat(Things.ERRORS).doesNotContain("/nothing", "/empty");
    }

    /** Waits for bodies of the previous test that the server is still reading. */
    @BeforeEach
    void awaitPlaces() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> service.getBean(BodyGate.class).isIdle());
    }

    @AfterEach
    void close() throws IOException {
        this.threads.shutdownNow();
        for (Socket socket : this.sockets) {
            socket.close();
        }
    }

    @Test
    void answersOthersWhileManyBodiesAndHeadersAreHalfSent() throws Exception {
        for (int client = 0; client < 50; client++) {
            send("PUT /bytes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc");
            send("GET /thing HTTP/1.1\r\nHost: local");
        }

        Socket other = send("GET /thing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer(other)).startsWith("HTTP/1.1 200");
    }

    @Test
    void refusesABodyBeyondTheLimit() throws Exception {
        for (int client = 0; client < AT_ONCE; client++) {
            send("PUT /bytes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc");
        }

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Socket oneMore = send("PUT /bytes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\n");
            assertThat(answer(oneMore)).startsWith("HTTP/1.1 503")
                .contains("Retry-After: 5")
                .contains("Content-Type: application/problem+json")
                .contains("urn:sensor-streams:problem:too-many-bodies");
        });
    }

    @Test
    void endsASlowBodyAndFreesItsPlace() throws Exception {
        Socket slow = send("PUT /bytes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n");
        drip(slow);

        assertThat(answer(slow)).startsWith("HTTP/1.1 408").contains("urn:sensor-streams:problem:body-too-slow");
        assertIsFree();
    }

    @Test
    void doesNotWaitForTheRestOfAnUnreadBody() throws Exception {
        Socket slow = send("PUT /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n");
        drip(slow);

        assertThat(answer(slow)).startsWith("HTTP/1.1 200").endsWith("nothing");
        assertIsFree();
    }

    @Test
    void endsABodyOfASilentClientAfterTheGrace() throws Exception {
        long begin = System.nanoTime();
        Socket silent = send("PUT /bytes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc");

        assertThat(answer(silent)).startsWith("HTTP/1.1 408").contains("urn:sensor-streams:problem:body-too-slow");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LESS_THAN_THE_SERVERS_TIMEOUT);
    }

    /**
     * If the server waited for the rest of a body, each client would occupy its place
     * until the time-out of the connection.
     */
    @ParameterizedTest
    @ValueSource(strings = { "/nothing", "/empty", "/later" })
    void silentClientsDoNotBlockOthers(String path) throws Exception {
        long begin = System.nanoTime();
        for (int client = 0; client < 100; client++) {
            send("PUT " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc");
        }

        List<String> answers = new ArrayList<>();
        for (Socket silent : List.copyOf(this.sockets)) {
            answers.add(answer(silent));
        }
        assertThat(answers).anySatisfy((answer) -> assertThat(answer).startsWith("HTTP/1.1 20"));
        assertIsFree();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LESS_THAN_THE_SERVERS_TIMEOUT);
    }

    @Test
    void drainsASmallRestOfABodyThatComesLate() throws Exception {
        Socket late = send("PUT /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\n\r\nabc");
        this.threads.submit(() -> {
            TimeUnit.MILLISECONDS.sleep(300);
            late.getOutputStream()
                .write("abcGET /thing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.ISO_8859_1));
            return late;
        });

        assertThat(answer(late)).startsWith("HTTP/1.1 200").contains("nothing").endsWith("thing");
    }

    @Test
    void doesNotDrainALargeRestOfABody() throws Exception {
        Socket steady = send("PUT /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20000000\r\n\r\n");
        drip(steady, 1000);

        assertThat(answer(steady)).startsWith("HTTP/1.1 200").endsWith("nothing");
        assertIsFree();
    }

    @Test
    void reportsNoErrorWhenAClientClosesAfterTheResponse() throws Exception {
        Socket hasty = send("PUT /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc");
        hasty.getInputStream().read();
        hasty.setSoLinger(true, 0);
        hasty.close();

        assertIsFree();
    }

    @Test
    void keepsAResponseWithoutContentWhenTheRestIsSlow() throws Exception {
        Socket slow = send("PUT /empty HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n");
        drip(slow);

        assertThat(answer(slow)).startsWith("HTTP/1.1 204");
    }

    @Test
    void acceptsABodyThatIsFastEnough() throws Exception {
        String body = "x".repeat(5_000_000);
        Socket fast = send("PUT /bytes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body);

        assertThat(answer(fast)).startsWith("HTTP/1.1 200").endsWith("5000000");
    }

    private void assertIsFree() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Socket next = send(
                    "PUT /bytes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc");
            assertThat(answer(next)).startsWith("HTTP/1.1 200");
        });
    }

    /** Sends a byte from time to time, until the server refuses the body. */
    private void drip(Socket socket) {
        drip(socket, 1);
    }

    private void drip(Socket socket, int bytes) {
        Executors.newSingleThreadScheduledExecutor().scheduleWithFixedDelay(() -> {
            try {
                socket.getOutputStream().write(new byte[bytes]);
            }
            catch (IOException e) {
                throw new IllegalStateException("The server has closed the connection", e);
            }
        }, 100, 100, TimeUnit.MILLISECONDS);
    }

    private Socket send(String text) throws IOException {
        int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        Socket socket = new Socket("127.0.0.1", port);
        this.sockets.add(socket);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** Returns the bytes received until the server closes or resets the connection. */
    private String answer(Socket socket) throws Exception {
        Future<String> answer = this.threads.submit(() -> {
            StringBuilder text = new StringBuilder();
            InputStream in = socket.getInputStream();
            try {
                for (int read = in.read(); read >= 0; read = in.read()) {
                    text.append((char) read);
                }
            }
            catch (IOException e) {
                text.append("");
            }
            return text.toString();
        });
        return answer.get(30, TimeUnit.SECONDS);
    }

    @Configuration(proxyBeanMethods = false)
    @Import({ BodyConfiguration.class, Things.class })
    @ImportAutoConfiguration({ HttpMessageConvertersAutoConfiguration.class, WebMvcAutoConfiguration.class,
            DispatcherServletAutoConfiguration.class, TomcatServletWebServerAutoConfiguration.class })
    static class Service {

        @Bean
        ErrorPageRegistrar errorPage() {
            return (registry) -> registry.addErrorPages(new ErrorPage("/error"));
        }

    }

    @RestController
    static class Things {

        /** Paths of the requests for which an error page was requested. */
        static final Set<String> ERRORS = ConcurrentHashMap.newKeySet();

        @RequestMapping("/error")
        String error(HttpServletRequest request) {
            ERRORS.add(String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI)));
            return "error";
        }

        @GetMapping("/thing")
        String thing() {
            return "thing";
        }

        @PutMapping("/bytes")
        String bytes(InputStream body) throws IOException {
            return String.valueOf(body.readAllBytes().length);
        }

        @PutMapping("/empty")
        @ResponseStatus(HttpStatus.NO_CONTENT)
        void empty() {
        }

        @PutMapping("/later")
        Callable<String> later() {
            return () -> "later";
        }

        @PutMapping("/nothing")
        String nothing() {
            return "nothing";
        }

    }

}

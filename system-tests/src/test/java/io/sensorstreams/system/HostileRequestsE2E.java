package io.sensorstreams.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sensorstreams.harness.BrokerProcess;
import io.sensorstreams.harness.PackagedService;
import io.sensorstreams.harness.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends invalid and malicious requests to each mapping of both packaged services. The
 * mappings come from Spring's own list, so that new ones are included. The seed is
 * printed; {@code -Dsensor.seed=…} sets it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestsE2E {

    private static final int REQUESTS = 10_000;

    /** A request that hangs takes longer, on a busy machine as well. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private static final String OPERATOR = "operator:long enough";

    private static final List<Integer> ALLOWED = List.of(501, 503, 505);

    private static final long MOST_OLD_BYTES = 128L * 1024 * 1024;

    private final List<PackagedService> services = new ArrayList<>();

    private BrokerProcess broker;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        int port = Ports.free(2);
        this.broker = new BrokerProcess(1, 1, port, directory);
        this.broker.awaitReady();
        Files.createDirectories(directory.resolve("data"));
        Files.writeString(directory.resolve("data/AIR2401.csv"), "Time,Station,T\n01/01/2024 00:00:00,S1,1\n");
        Map<String, String> environment = Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + port, "SENSOR_DATA_DIR",
                directory.resolve("data").toString(), "SENSOR_OUTPUT_DIR", directory.resolve("output").toString(),
                "SENSOR_TOPICS", "AIR", "SENSOR_INSTANCE", "hostile-0", "SENSOR_SECURITY_ENABLED", "true",
                "SENSOR_OPERATOR_PASSWORD", OPERATOR.substring("operator:".length()),
                "MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "health,info,metrics,prometheus,sbom,mappings");
        for (String name : List.of("producer-service", "consumer-service")) {
            this.services.add(PackagedService.launch(name, List.of(), directory.resolve(name + ".log"), environment));
        }
        this.services.forEach(PackagedService::awaitReady);
    }

    @AfterAll
    void close() {
        this.services.forEach(PackagedService::close);
        this.broker.close();
    }

    @Test
    void survivesInvalidRequests() throws InterruptedException, ExecutionException {
        long seed = Long.getLong("sensor.seed", 13L);
        System.out.println("Seed of the hostile requests: " + seed);
        for (PackagedService service : this.services) {
            RawHttp http = new RawHttp(service.port(), OPERATOR);
            List<HostileRequests.Mapping> mappings = HostileRequests.mappings(http);
            assertThat(mappings).hasSizeGreaterThan(8);
            assertThat(faults(http, mappings, new Random(seed))).isEmpty();
            assertThat(service.process().logged()).doesNotContain("\tat ");
            assertThat(oldBytes(service)).isLessThan(MOST_OLD_BYTES);
        }
    }

    /** Sends half of the requests, with several clients at the same time. */
    private static List<String> faults(RawHttp http, List<HostileRequests.Mapping> mappings, Random random)
            throws InterruptedException, ExecutionException {
        HostileRequests requests = new HostileRequests(mappings, random);
        ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < REQUESTS / 2; i++) {
                RawHttp.Request request = requests.next();
                sent.add(clients.submit(() -> judge(request, http.send(request)).forEach(faults::add)));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        }
        finally {
            clients.shutdownNow();
        }
        return faults.stream().limit(20).toList();
    }

    private static List<String> judge(RawHttp.Request request, RawHttp.Answer answer) {
        List<String> faults = new ArrayList<>();
        // With status 429 the request would not have been processed.
        if (answer.status() == 429 || (answer.status() >= 500 && !ALLOWED.contains(answer.status()))) {
            faults.add("status " + answer.status() + " of " + request);
        }
        if (answer.took().compareTo(LONGEST) > 0) {
            faults.add(answer.took().toMillis() + " ms for " + request);
        }
        if (answer.status() >= 400 && answer.text()
            .matches("(?s).*(\\b(java|jakarta|org\\.springframework|io\\.sensorstreams|tools\\."
                    + "jackson)\\.[a-z]+\\.|Exception\\b|\\tat ).*")) {
            faults.add("Java in the answer to " + request + ": " + answer.text());
        }
        return faults;
    }

    /** Returns the live bytes of the old generation after a full collection. */
    private static long oldBytes(PackagedService service) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String pid = String.valueOf(service.process().pid());
        run(jcmd, pid, "GC.run");
        String heap = run(jcmd, pid, "GC.heap_info");
        Matcher used = Pattern.compile("(?i)tenured.*?total \\d+K, used (\\d+)K").matcher(heap);
        assertThat(used.find()).as(heap).isTrue();
        return Long.parseLong(used.group(1)) * 1024;
    }

    private static String run(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void usesLittleTimeForAnyBody() {
        String nulls = "[" + String.join(",", Collections.nCopies(16_000, "null")) + "]";
        RawHttp producer = new RawHttp(this.services.get(0).port(), OPERATOR);
        for (String source : List.of("{\"type\":\"csv\",\"file\":\"AIR2401.csv\",\"missing\":%s}",
                "{\"type\":\"random\",\"stations\":%s}",
                "{\"type\":\"random\",\"fields\":{\"f\":{\"type\":\"choice\",\"values\":%s}}}")) {
            String body = "{\"name\":\"a\",\"topic\":\"AIR\",\"source\":" + source.formatted(nulls) + "}";
            assertCheapRefusal(producer.send(RawHttp.Request.json("POST", "/api/streams", body)));
        }
        RawHttp consumer = new RawHttp(this.services.get(1).port(), OPERATOR);
        assertCheapRefusal(consumer.send(RawHttp.Request.json("POST", "/api/audits", "{\"groups\":" + nulls + "}")));
    }

    private static void assertCheapRefusal(RawHttp.Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("[0] is null");
        assertThat(answer.took()).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void changesNothingForAForeignPage() {
        RawHttp producer = new RawHttp(this.services.get(0).port(), OPERATOR);
        String own = "127.0.0.1:" + this.services.get(0).port();
        RawHttp.Request stop = RawHttp.Request.of("POST", "/api/streams/stop");
        assertThat(producer.send(stop.with("Host", own).with("Origin", "http://evil.example")).status()).isEqualTo(403);
        assertThat(producer.send(stop.with("Host", own).with("Origin", "http://" + own)).status()).isEqualTo(200);
        assertThat(producer.send(stop.with("Host", own)).status()).isEqualTo(200);
        RawHttp.Answer rebound = producer
            .send(RawHttp.Request.of("GET", "/api/streams").with("Host", "evil.example:8081"));
        assertThat(rebound.status()).isEqualTo(421);
        assertThat(rebound.text()).contains("SENSOR_ALLOWED_HOSTS");
    }

    @Test
    void showsStrangersTheStatusOnly() {
        RawHttp strangers = new RawHttp(this.services.get(0).port(), "");
        RawHttp.Request health = RawHttp.Request.of("GET", "/actuator/health/readiness");
        assertThat(strangers.send(health).text().lines()).contains("{\"status\":\"UP\"}");
        assertThat(new RawHttp(this.services.get(0).port(), OPERATOR).send(health).text()).contains("broker");
        assertThat(
                strangers
                    .send(health.with("Authorization",
                            "Basic " + Base64.getEncoder().encodeToString("Operator:long enough".getBytes(UTF_8))))
                    .status())
            .isEqualTo(401);
    }

    @Test
    void showsTheLibrariesToUsersOnly() {
        RawHttp.Request list = RawHttp.Request.of("GET", "/actuator/sbom/application");
        for (PackagedService service : this.services) {
            assertThat(new RawHttp(service.port(), "").send(list).status()).isEqualTo(401);
            RawHttp user = new RawHttp(service.port(), OPERATOR);
            Assumptions.assumeFalse("offline=true".equals(System.getProperty("maven.mode")),
                    "Maven makes no SBOM offline (-o)");
            RawHttp.Answer answer = user.send(list);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).contains("CycloneDX", "pkg:maven/org.apache.kafka/kafka-clients@");
            assertThat(user.send(RawHttp.Request.of("GET", "/actuator/sbom")).text()).contains("\"application\"");
            assertThat(user.send(RawHttp.Request.of("GET", "/actuator/sbom/other")).status()).isEqualTo(404);
        }
    }

}

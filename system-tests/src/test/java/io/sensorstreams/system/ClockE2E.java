package io.sensorstreams.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.sensorstreams.harness.Api;
import io.sensorstreams.harness.BrokerProcess;
import io.sensorstreams.harness.Java;
import io.sensorstreams.harness.PackagedService;
import io.sensorstreams.harness.Ports;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Sends three months of AIR, EARTH and WATER by one clock at 100,000 times their speed,
 * on two replicas. On the way the clock is paused, resumed, slowed, sped up and sought,
 * and one of the replicas is killed. {@code -Dclock.data=DIR} takes the files of a
 * directory.
 */
@Tag("long")
class ClockE2E {

    private static final List<String> TOPICS = List.of("AIR", "EARTH", "WATER");

    private static final Duration LONG = Duration.ofMinutes(3);

    /** Longer than another replica needs to take over the streams. */
    private static final Duration TAKEOVER = Duration.ofSeconds(12);

    private static final Duration WARM_UP = Duration.ofSeconds(2);

    /**
     * Far more than half of the equal instants are apart, in milliseconds, on any machine
     * that keeps up. What is printed is the result.
     */
    private static final double FAR_APART = 1_000;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final List<AutoCloseable> processes = new ArrayList<>();

    /** A row as it was sent. */
    private record Sent(String topic, long run, String time, long at) {

    }

    @AfterEach
    void stop() throws Exception {
        for (int i = this.processes.size() - 1; i >= 0; i--) {
            this.processes.get(i).close();
        }
    }

    @Test
    void sendsRowsOfOneInstantAtOneInstant(@TempDir Path directory) throws IOException {
        Path data = Files.createDirectories(directory.resolve("data"));
        String month = copyMonth(data);
        int port = Ports.free(2);
        BrokerProcess broker = started(new BrokerProcess(1, 1, port, directory));
        broker.awaitReady();
        String kafka = "127.0.0.1:" + port;
        List<PackagedService> producers = List.of(producer(0, kafka, directory), producer(1, kafka, directory));
        PackagedService consumer = started(PackagedService.launch("consumer-service", List.of(),
                directory.resolve("consumer.log"), Map.of("KAFKA_BOOTSTRAP_SERVERS", kafka, "SENSOR_INSTANCE",
                        "consumer-0", "SENSOR_OUTPUT_DIR", directory.resolve("output").toString())));
        producers.forEach(PackagedService::awaitReady);
        consumer.awaitReady();
        Api api = producers.get(1).api();
        create(api, month);
        await().atMost(LONG)
            .until(() -> new TreeSet<>(owners(api)).equals(new TreeSet<>(List.of("producer-0", "producer-1"))));

        long killed = followTheClock(api, producers.get(0), month);

        JsonNode audit = consumer.api().audit(LONG);
        assertThat(audit.path("verdict").asString()).isEqualTo("CLEAN");
        List<Sent> sent = new ArrayList<>();
        for (String topic : TOPICS) {
            sent.addAll(read(kafka, topic));
        }
        assertThat(report(sent, killed)).isLessThan(FAR_APART);
    }

    /** Returns when the replica was killed, in milliseconds since the epoch. */
    private long followTheClock(Api api, PackagedService killed, String month) {
        clock(api, "/start", "");
        awaitTime(api, month + "-05");
        clock(api, "/pause", "");
        clock(api, "/resume", "");
        awaitTime(api, month + "-08");
        api.patch("/api/clocks/month", "{\"speedup\":20000}");
        awaitTime(api, month + "-09");
        api.patch("/api/clocks/month", "{\"speedup\":100000}");
        awaitTime(api, month + "-11");
        killed.kill();
        long at = System.currentTimeMillis();
        awaitTime(api, month + "-14");
        clock(api, "/seek", "{\"to\":\"" + month + "-16T12:00\"}");
        awaitTime(api, month + "-24");
        clock(api, "/seek", "{\"to\":\"" + month + "-20T00:00\"}");
        for (String topic : TOPICS) {
            await().atMost(LONG).untilAsserted(() -> {
                JsonNode stream = api.get("/api/streams/" + topic);
                assertThat(stream.path("state").asString()).as(stream.toString()).isEqualTo("COMPLETED");
                assertThat(stream.path("run").asLong()).as(stream.toString()).isEqualTo(2);
            });
        }
        return at;
    }

    private static void awaitTime(Api api, String day) {
        await().atMost(LONG)
            .pollInterval(Duration.ofMillis(20))
            .until(() -> api.get("/api/clocks/month").path("time").asString().compareTo(day) >= 0);
    }

    private static void clock(Api api, String path, String body) {
        api.post("/api/clocks/month" + path, body, 200);
    }

    private static void create(Api api, String month) {
        api.put("/api/clocks/month", ("{\"from\":\"" + month + "-01\",\"speedup\":100000}").getBytes(UTF_8), 201);
        for (String topic : TOPICS) {
            api.post("/api/streams",
                    "{\"name\":\"%s\",\"topic\":\"%s\",\"autoStart\":true,\"source\":{\"type\":\"csv\",\"file\":\"%s.csv\",\"order\":\"reversed\"},\"pace\":{\"type\":\"event-time\",\"clock\":\"month\"}}"
                        .formatted(topic, topic, topic),
                    201);
        }
    }

    private static List<String> owners(Api api) {
        return api.get("/api/streams").valueStream().map((stream) -> stream.path("owner").asString()).toList();
    }

    /**
     * Prints how far apart rows of one instant were sent.
     * @return the 99th percentile in milliseconds, without the time that the other
     * replica needed to take over
     */
    private static double report(List<Sent> sent, long killed) {
        Map<String, Long> water = new HashMap<>();
        sent.stream()
            .filter((row) -> row.topic().equals("WATER"))
            .forEach((row) -> water.putIfAbsent(row.run() + " " + row.time(), row.at()));
        long warm = sent.stream().mapToLong(Sent::at).min().orElseThrow() + WARM_UP.toMillis();
        List<Long> all = new ArrayList<>();
        List<Long> steady = new ArrayList<>();
        List<Long> later = new ArrayList<>();
        for (Sent row : sent) {
            Long other = row.topic().equals("AIR") ? water.get(row.run() + " " + row.time()) : null;
            if (other != null) {
                long apart = Math.abs(other - row.at());
                all.add(apart);
                long first = Math.min(other, row.at());
                if (first < killed - 1_000 || first > killed + TAKEOVER.toMillis()) {
                    steady.add(apart);
                    if (first > warm) {
                        later.add(apart);
                    }
                }
            }
        }
        print("all of them", all);
        print("without the takeover", steady);
        print("without the takeover and the first " + WARM_UP.toSeconds() + " s of two new processes", later);
        assertThat(steady).hasSizeGreaterThan(1_000);
        return percentile(steady, 0.5);
    }

    private static void print(String which, List<Long> apart) {
        System.out.printf("|t(AIR) - t(WATER)| of %d equal instants, %s: p50 %.0f ms, p99 %.0f ms, max %.0f ms%n",
                apart.size(), which, percentile(apart, 0.5), percentile(apart, 0.99), percentile(apart, 1));
    }

    private static double percentile(List<Long> values, double part) {
        List<Long> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(part * (sorted.size() - 1))));
    }

    private static List<Sent> read(String kafka, String topic) {
        List<Sent> rows = new ArrayList<>();
        CommittedRecords.read(kafka, List.of(topic), (record) -> rows.add(sent(topic, record)));
        return rows;
    }

    private static Sent sent(String topic, ConsumerRecord<byte[], byte[]> record) {
        String identity = new String(record.headers().lastHeader("row").value(), UTF_8);
        return new Sent(topic, Long.parseLong(identity.split("/")[1]),
                MAPPER.readTree(record.value()).path("Time").asString(), record.timestamp());
    }

    private PackagedService producer(int replica, String kafka, Path directory) {
        return started(
                PackagedService.launch("producer-service", List.of(), directory.resolve("producer-" + replica + ".log"),
                        Map.of("KAFKA_BOOTSTRAP_SERVERS", kafka, "SENSOR_INSTANCE", "producer-" + replica,
                                "SENSOR_DATA_DIR", directory.resolve("data").toString())));
    }

    private <T extends AutoCloseable> T started(T process) {
        this.processes.add(process);
        return process;
    }

    /** Copies the files of a month, newest row first, and returns the month. */
    private static String copyMonth(Path data) throws IOException {
        Path given = Path.of(System.getProperty("clock.data", Java.TOP.resolve("samples").toString()));
        String month = Files.exists(given.resolve("AIR2308.csv")) ? "2308" : "2401";
        for (String topic : TOPICS) {
            Files.copy(given.resolve(topic + month + ".csv"), data.resolve(topic + ".csv"));
        }
        return "20" + month.substring(0, 2) + "-" + month.substring(2);
    }

}

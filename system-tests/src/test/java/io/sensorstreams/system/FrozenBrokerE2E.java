package io.sensorstreams.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sensorstreams.harness.Api;
import io.sensorstreams.harness.BrokerProcess;
import io.sensorstreams.harness.PackagedService;
import io.sensorstreams.harness.Ports;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Freezes a broker repeatedly on a busy machine while the group of a consumer-service
 * with many partitions is stopped and started. {@code -Dfrozen.seconds=75} makes the test
 * longer.
 */
@Tag("long")
class FrozenBrokerE2E {

    private static final String GROUP = "all";

    private static final List<String> TOPICS = IntStream.range(0, 60).mapToObj((n) -> "T" + n).toList();

    private static final Duration TROUBLE = Duration.ofSeconds(Long.getLong("frozen.seconds", 30));

    private static final int LONGEST_FROZEN_MILLIS = 9_000;

    private static final int LONGEST_THAWED_MILLIS = 3_000;

    private static final Duration LONG = Duration.ofMinutes(3);

    private final Random random = new Random(13);

    private final List<Thread> helpers = new ArrayList<>();

    private volatile boolean trouble = true;

    @TempDir
    Path directory;

    @Test
    void everyPartitionContinuesAndNoThreadIsStuck() throws Exception {
        int port = Ports.free(2);
        try (BrokerProcess broker = new BrokerProcess(1, 1, port, this.directory)) {
            broker.awaitReady();
            String brokers = "127.0.0.1:" + port;
            try (PackagedService consumer = launch(brokers); NumberedRows rows = new NumberedRows(brokers, TOPICS)) {
                consumer.awaitReady();
                await().atMost(LONG).untilAsserted(() -> assertThat(running(consumer.api())).hasSize(TOPICS.size()));
                rows.start();
                IntStream.range(0, 2).forEach((loop) -> help(() -> Thread.onSpinWait()));
                help(() -> stopAndStart(consumer.api()));

                freezeAndThaw(broker);

                endTrouble();
                consumer.api().post("/api/listeners/" + GROUP + "/start", "", 200);
                rows.stop();
                await().atMost(LONG).untilAsserted(() -> assertThat(behind(consumer.api(), rows)).isEmpty());
                ThreadDump dump = new ThreadDump(consumer.process().pid());
                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(dump.blocked()).isEmpty());
                assertThat(consumer.stop()).isLessThan(Duration.ofSeconds(35));
                for (String topic : TOPICS) {
                    assertThat(numbers(topic)).as(topic).doesNotHaveDuplicates().containsAll(rows.acknowledged(topic));
                }
            }
        }
    }

    private PackagedService launch(String brokers) {
        return PackagedService.launch("consumer-service", List.of(), this.directory.resolve("consumer.log"),
                Map.of("KAFKA_BOOTSTRAP_SERVERS", brokers, "SENSOR_INSTANCE", "consumer-0", "SENSOR_OUTPUT_DIR",
                        this.directory.resolve("output").toString(), "SENSOR_TOPICS", "", "SENSOR_PARTITIONS", "1",
                        "SENSOR_SINKS_0_GROUP", GROUP, "SENSOR_SINKS_0_TOPICS", String.join(",", TOPICS)));
    }

    private void help(Runnable again) {
        Thread helper = new Thread(() -> {
            while (this.trouble) {
                again.run();
            }
        });
        helper.setDaemon(true);
        helper.start();
        this.helpers.add(helper);
    }

    private void endTrouble() throws InterruptedException {
        this.trouble = false;
        for (Thread helper : this.helpers) {
            helper.join(LONG.toMillis());
        }
    }

    private void freezeAndThaw(BrokerProcess broker) {
        long end = System.nanoTime() + TROUBLE.toNanos();
        while (System.nanoTime() < end) {
            broker.process().freeze();
            pass(this.random.nextInt(1_000, LONGEST_FROZEN_MILLIS));
            broker.process().thaw();
            pass(this.random.nextInt(LONGEST_THAWED_MILLIS));
        }
    }

    private void stopAndStart(Api api) {
        pass(LONGEST_FROZEN_MILLIS);
        for (String command : List.of("stop", "start")) {
            try {
                api.post("/api/listeners/" + GROUP + "/" + command, "", 200);
            }
            catch (AssertionError | IllegalStateException e) {
                System.out.println(command + " of the group was not answered: " + e.getMessage());
            }
        }
    }

    private static void pass(int millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static List<String> running(Api api) {
        return api.get("/api/partitions")
            .valueStream()
            .filter((partition) -> partition.path("state").asString().equals("RUNNING"))
            .map((partition) -> partition.path("topic").asString())
            .toList();
    }

    /** Returns the partitions that have not written all acknowledged rows. */
    private static List<JsonNode> behind(Api api, NumberedRows rows) {
        List<JsonNode> partitions = api.get("/api/partitions").valueStream().toList();
        assertThat(partitions).hasSize(TOPICS.size());
        return partitions.stream()
            .filter((partition) -> !partition.path("state").asString().equals("RUNNING")
                    || partition.path("rows").asLong() < rows.acknowledged(partition.path("topic").asString()).size())
            .toList();
    }

    private List<Integer> numbers(String topic) throws IOException {
        try (Stream<Path> files = Files
            .list(this.directory.resolve("output").resolve(GROUP).resolve(topic).resolve("partition=0"))) {
            List<Integer> numbers = new ArrayList<>();
            for (Path file : files.filter((path) -> path.toString().endsWith(".csv")).collect(Collectors.toList())) {
                Files.readAllLines(file).stream().skip(1).map(Integer::valueOf).forEach(numbers::add);
            }
            return numbers;
        }
    }

}

package io.sensorstreams.consumer.listen;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(120)
class ExactlyOnceIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path output;

    private final List<ConsumerService> started = new ArrayList<>();

    private TestTopic topic;

    @BeforeEach
    void createTopic() throws Exception {
        this.topic = new TestTopic(2);
    }

    @AfterEach
    void close() {
        this.started.forEach(ConsumerService::close);
        this.topic.close();
    }

    @Test
    void writesEachRowOnceAndInOrderOverRestarts() throws Exception {
        for (int round = 0; round < 3; round++) {
            this.topic.sendNumbers(0, 100 * round, 100 * round + 50);
            ConsumerService service = start();
            this.topic.sendNumbers(0, 100 * round + 50, 100 * round + 100);
            awaitLagZero();
            service.close();
        }
        assertThat(rows(0)).isEqualTo(numbers(0, 300));
        assertThat(OutputRows.files(this.output, name(), name(), 0)).hasSize(1);
        assertThat(rows(1)).isEmpty();
    }

    private ConsumerService start(String... settings) {
        String[] all = new String[settings.length + 1];
        all[0] = "sensor.topics=" + name();
        System.arraycopy(settings, 0, all, 1, settings.length);
        ConsumerService service = ConsumerService.start(this.output, all);
        this.started.add(service);
        return service;
    }

    private String name() {
        return this.topic.name();
    }

    private void awaitLagZero() {
        await().atMost(SOON).until(() -> this.topic.lag(name()) == 0);
    }

    private List<String> rows(int partition) throws Exception {
        return OutputRows.rows(this.output, name(), name(), partition);
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj((n) -> n + ",a").toList();
    }

}

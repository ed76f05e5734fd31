package io.sensorstreams.consumer.listen;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.awaitility.Awaitility.await;

/** Creates a topic of two partitions for each test, and the service that writes it. */
@Timeout(120)
public abstract class ServiceFixture {

    /** Longer than any operation takes, even on a busy machine. */
    public static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    protected Path output;

    private final List<ConsumerService> started = new ArrayList<>();

    protected TestTopic topic;

    @BeforeEach
    void createTopic() throws Exception {
        this.topic = new TestTopic(2);
    }

    @AfterEach
    void close() {
        this.started.forEach(ConsumerService::close);
        this.topic.close();
    }

    /** Starts the service with a sink for the topic and the settings of the test. */
    protected ConsumerService start(String... settings) {
        String[] all = Stream.concat(Stream.of("sensor.topics=" + name()), Stream.of(settings)).toArray(String[]::new);
        ConsumerService service = ConsumerService.start(this.output, all);
        this.started.add(service);
        return service;
    }

    /** Name of the topic, its group and its directory. */
    protected String name() {
        return this.topic.name();
    }

    protected void awaitLagZero() {
        awaitLagZero(name());
    }

    protected void awaitLagZero(String group) {
        await().atMost(SOON).until(() -> this.topic.lag(group) == 0);
    }

    protected List<String> rows(int partition) throws IOException {
        return OutputRows.rows(this.output, name(), name(), partition);
    }

    protected List<String> files(int partition) throws IOException {
        return OutputRows.files(this.output, name(), name(), partition);
    }

    /** Rows of {@link TestTopic#sendNumbers}. */
    protected static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj((n) -> n + ",a").toList();
    }

}

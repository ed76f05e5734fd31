package io.sensorstreams.producer.clock;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.kafka.TopicTable;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.producer.pace.Schedule;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the topic {@value Topics#CLOCKS}, which has all clocks as JSON keyed by name, in
 * one partition that each replica reads as a whole. Thread-safe; reading a clock takes no
 * lock.
 */
public final class ClockTopic implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final TopicTable<ClockTime> table;

    private final Duration timeout;

    private volatile Consumer<Set<String>> listener = (names) -> {
    };

    /** A call waits for Kafka for at most the timeout. */
    public ClockTopic(LazyAdmin admin, Supplier<org.apache.kafka.clients.consumer.Consumer<String, byte[]>> consumers,
            Duration timeout, InstantSource wallClock, LoopWatch watch) {
        this.timeout = timeout;
        this.table = new TopicTable<>(Topics.CLOCKS, admin, consumers, new StoredClocks(wallClock), watch,
                (names, newest) -> this.listener.accept(names));
    }

    /** The number of replicas is -1 for the broker's default. */
    public static NewTopic description(short replication) {
        return Topics.compacted(Topics.CLOCKS, 1, replication);
    }

    /**
     * Reads the topic, which must exist, and follows it in the background.
     * @param changes called with the names of clocks that may have changed, on the thread
     * of the table; must not block
     */
    public void start(Consumer<Set<String>> changes) throws TimeoutException, InterruptedException {
        this.listener = changes;
        this.table.start();
        this.table.awaitLoaded(this.timeout);
    }

    public TopicTable<ClockTime> table() {
        return this.table;
    }

    public Optional<ClockTime> find(String name) {
        return this.table.get(name);
    }

    public List<ClockTime> all() {
        return this.table.values();
    }

    /**
     * Creates the schedule of a stream.
     * @param followed part of the course that the stream has followed
     */
    public Schedule schedule(String name, ClockLine followed) {
        return new ClockSchedule(() -> find(name), System::nanoTime, followed);
    }

    /** Waits until all clocks that are stored now are known. */
    public void awaitCaughtUp() throws TimeoutException, InterruptedException {
        this.table.awaitCaughtUp(this.timeout);
    }

    /** Waits until a record is read. */
    public void awaitRecord(long offset) throws TimeoutException, InterruptedException {
        this.table.awaitRecord(0, offset, this.timeout);
    }

    /** The record that stores a clock, or deletes it when it is null. */
    public static ProducerRecord<byte[], byte[]> record(String name, @Nullable ClockDefinition clock) {
        return new ProducerRecord<>(Topics.CLOCKS, 0, name.getBytes(StandardCharsets.UTF_8),
                (clock != null) ? MAPPER.writeValueAsBytes(clock) : null);
    }

    @Override
    public void close() {
        this.table.close();
    }

}

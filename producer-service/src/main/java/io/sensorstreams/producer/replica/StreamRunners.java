package io.sensorstreams.producer.replica;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.sensorstreams.common.kafka.ProducerClients;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.producer.clock.ClockTime;
import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.publish.RowPublisher;
import io.sensorstreams.producer.publish.TransactionMetrics;
import io.sensorstreams.producer.run.PartitionRunner;
import io.sensorstreams.producer.run.RunnerContext;
import io.sensorstreams.producer.run.SensorStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

/**
 * Holds the runners of the partitions that this replica owns. The polling thread of the
 * consumer group adds and removes runners; any thread may read.
 */
public final class StreamRunners implements ConsumerAwareRebalanceListener {

    private static final Logger LOGGER = LoggerFactory.getLogger(StreamRunners.class);

    /** The number of the partition follows. */
    private static final String TRANSACTIONAL_ID = Topics.STREAMS + "-";

    private static final Duration STOP = Duration.ofSeconds(3);

    private static final Duration LEAST = Duration.ofMillis(1);

    private final RunnerContext context;

    private final ProducerClients producers;

    private final TransactionMetrics metrics;

    private final Map<Integer, PartitionRunner> runners = new ConcurrentHashMap<>();

    private final ClockChanges clockChanges;

    private volatile boolean stopping;

    StreamRunners(RunnerContext context, ProducerClients producers, TransactionMetrics metrics) {
        this.context = context;
        this.producers = producers;
        this.metrics = metrics;
        this.clockChanges = new ClockChanges((name,
                now) -> context.clocks().find(name).map((clock) -> clock.nextChange(now)).orElse(ClockTime.NEVER),
                (names) -> this.runners.values().forEach((runner) -> runner.clocksChanged(names)));
    }

    /** The newest offsets are by partition. */
    void changed(Set<String> names, Map<Integer, Long> newest) {
        this.runners.forEach((partition, runner) -> {
            List<String> here = names.stream()
                .filter((name) -> this.context.definitions().partitionOf(name) == partition)
                .toList();
            if (!here.isEmpty()) {
                runner.changed(here, newest.getOrDefault(partition, StreamDefinition.NEW));
            }
        });
    }

    /**
     * Tells the runners that clocks have changed, and again each time that such a change
     * takes effect.
     */
    void clocksChanged(Set<String> names) {
        this.clockChanges.changed(names);
    }

    /** Returns the runner of a stream's partition, if this replica owns it. */
    Optional<PartitionRunner> runnerOf(String stream) {
        return Optional.ofNullable(this.runners.get(this.context.definitions().partitionOf(stream)));
    }

    Optional<SensorStream> find(String name) {
        return runnerOf(name).flatMap((runner) -> runner.streams().find(name));
    }

    public Set<Integer> partitions() {
        return Set.copyOf(this.runners.keySet());
    }

    /** Why Kafka does not let this replica send rows, by partition. */
    public Map<Integer, String> refusals() {
        Map<Integer, String> refused = new TreeMap<>();
        this.runners
            .forEach((partition, runner) -> runner.refusal().ifPresent((reason) -> refused.put(partition, reason)));
        return refused;
    }

    public List<SensorStream> all() {
        return this.runners.values().stream().flatMap((runner) -> runner.streams().all()).toList();
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        // A table reads the definitions of all partitions; the group only decides which
        // replica runs them.
        consumer.pause(partitions);
        if (!this.stopping && !partitions.isEmpty()) {
            partitions.forEach((partition) -> assign(partition.partition()));
            LOGGER.atInfo().addKeyValue("partitions", partitions).log("Streams assigned");
        }
    }

    private void assign(int partition) {
        RowPublisher publisher = new RowPublisher(this.producers, TRANSACTIONAL_ID + partition, this.metrics);
        PartitionRunner runner = new PartitionRunner(partition, this.context, publisher);
        this.runners.put(partition, runner);
        runner.start();
    }

    @Override
    public void onPartitionsRevokedBeforeCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        giveUp(partitions.stream().map(TopicPartition::partition).toList());
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        LOGGER.atWarn()
            .addKeyValue("partitions", partitions)
            .log("Fenced: this replica was silent for longer than the session timeout; gave up streams that other replicas may run now");
        giveUp(partitions.stream().map(TopicPartition::partition).toList());
    }

    /** Stops all runners; they commit what they have read first. */
    void stop() {
        this.stopping = true;
        giveUp(List.copyOf(this.runners.keySet()));
    }

    private void giveUp(List<Integer> partitions) {
        List<PartitionRunner> given = partitions.stream().map(this.runners::remove).filter(Objects::nonNull).toList();
        given.forEach(PartitionRunner::signalStop);
        long deadline = System.nanoTime() + STOP.toNanos();
        try {
            for (PartitionRunner runner : given) {
                runner.awaitStop(Duration.ofNanos(Math.max(LEAST.toNanos(), deadline - System.nanoTime())));
            }
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!given.isEmpty()) {
            LOGGER.atInfo().addKeyValue("partitions", partitions).log("Streams released");
        }
    }

}

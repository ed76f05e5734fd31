package io.sensorstreams.producer.definition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.sensorstreams.common.topic.LazyAdmin;
import io.sensorstreams.common.topic.RefusedRecord;
import io.sensorstreams.common.topic.TopicTable;
import io.sensorstreams.common.topic.Topics;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.producer.publish.ProducerClients;
import org.apache.kafka.clients.admin.DescribeTransactionsOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the definitions of all streams in the topic {@value Topics#STREAMS},
 * as JSON keyed by name. The replica that owns the partition of a stream runs it.
 * Thread-safe.
 */
public final class StreamTopic implements RefusedRecord.Source, AutoCloseable {

    private static final String NOT_READ = "Topic " + Topics.STREAMS + " has not been read yet";

    private static final String NO_COORDINATOR = "Kafka has no transaction coordinator yet";

    private final LazyAdmin admin;

    private final Supplier<Consumer<String, byte[]>> consumers;

    private final ProducerClients producers;

    private final Duration timeout;

    private final LoopWatch watch;

    private volatile @Nullable Started started;

    private volatile String missing = NOT_READ;

    private record Started(TopicTable<StreamDefinition> table, DefinitionCommands commands) {

    }

    /** A call waits for Kafka for at most the timeout. */
    public StreamTopic(LazyAdmin admin, Supplier<Consumer<String, byte[]>> consumers, ProducerClients producers,
            Duration timeout, LoopWatch watch) {
        this.admin = admin;
        this.consumers = consumers;
        this.producers = producers;
        this.timeout = timeout;
        this.watch = watch;
    }

    /**
     * Waits until Kafka has a coordinator for the transactions of the writer. A new
     * cluster creates its topic for transactions on the first request, which may take
     * longer than the timeout of a command.
     */
    public void awaitCoordinator(Duration atMost) throws TimeoutException, ExecutionException, InterruptedException {
        this.missing = NO_COORDINATOR;
        try {
            this.admin.ask((client, millis) -> client
                .describeTransactions(List.of(DefinitionCommands.TRANSACTIONAL_ID),
                        new DescribeTransactionsOptions().timeoutMs(millis))
                .description(DefinitionCommands.TRANSACTIONAL_ID), atMost);
        }
        catch (TimeoutException e) {
            throw (TimeoutException) new TimeoutException(NO_COORDINATOR + ": " + e.getMessage()).initCause(e);
        }
        catch (ExecutionException e) {
            if (!isAnswer(e.getCause())) {
                throw e;
            }
        }
        this.missing = NOT_READ;
    }

    /** Whether there is a coordinator: it has no such transaction, or hides it. */
    private static boolean isAnswer(@Nullable Throwable refusal) {
        return refusal instanceof TransactionalIdNotFoundException || refusal instanceof AuthorizationException
                || refusal instanceof UnsupportedVersionException;
    }

    /**
     * Reads the topic, which must exist, and follows it in the background.
     * @param listener called for changes after the first reading
     */
    public void start(int partitions, TopicTable.ChangeListener listener)
            throws TimeoutException, InterruptedException {
        TopicTable<StreamDefinition> table = new TopicTable<>(Topics.STREAMS, this.admin, this.consumers,
                new StoredDefinitions(partitions), this.watch, (names, newest) -> {
                    if (this.started != null) {
                        listener.changed(names, newest);
                    }
                });
        table.start();
        try {
            table.awaitLoaded(this.timeout);
        }
        catch (TimeoutException | InterruptedException e) {
            table.close();
            throw e;
        }
        this.started = new Started(table, new DefinitionCommands(table, this.producers, partitions, this.timeout));
    }

    /** Until the topic is read, most methods throw {@link BrokerUnavailableException}. */
    public boolean isLoaded() {
        return this.started != null;
    }

    public String missing() {
        return this.missing;
    }

    @Override
    public String topic() {
        return Topics.STREAMS;
    }

    /** See {@link TopicTable#readRecreated}. */
    public void readRecreated() {
        table().ifPresent(TopicTable::readRecreated);
    }

    private Optional<TopicTable<StreamDefinition>> table() {
        return Optional.ofNullable(this.started).map(Started::table);
    }

    @Override
    public List<RefusedRecord> refused() {
        return table().map(TopicTable::refused).orElseGet(List::of);
    }

    @Override
    public long refusedCount() {
        return table().map(TopicTable::refusedCount).orElse(0L);
    }

    /** The partition of a stream, also in {@code sensor-positions}. */
    public int partitionOf(String name) {
        return commands().partitionOf(name);
    }

    public Optional<StreamDefinition> find(String name) {
        return started().table().get(name);
    }

    public List<StreamDefinition> all() {
        return started().table().values();
    }

    /** See {@link TopicTable#awaitCaughtUp(int, Duration)}. */
    public long awaitCaughtUp(int partition, Duration atMost) throws TimeoutException, InterruptedException {
        return started().table().awaitCaughtUp(partition, atMost);
    }

    public List<String> names(int partition) {
        return all().stream().map(StreamDefinition::name).filter((name) -> partitionOf(name) == partition).toList();
    }

    public DefinitionCommands commands() {
        return started().commands();
    }

    /** Whether the newest record of a name is invalid. */
    public boolean isInvalid(String name) {
        return refused().stream().anyMatch((record) -> name.equals(record.key()));
    }

    private Started started() {
        Started kafka = this.started;
        if (kafka == null) {
            throw BrokerUnavailableException.notYetRead();
        }
        return kafka;
    }

    @Override
    public void close() {
        Started kafka = this.started;
        this.started = null;
        if (kafka != null) {
            kafka.table().close();
            kafka.commands().close();
        }
    }

}

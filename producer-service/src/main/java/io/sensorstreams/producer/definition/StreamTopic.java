package io.sensorstreams.producer.definition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.kafka.ProducerClients;
import io.sensorstreams.common.kafka.RefusedRecord;
import io.sensorstreams.common.kafka.TopicTable;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.common.watch.LoopWatch;
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
public final class StreamTopic implements AutoCloseable {

    private static final String NOT_READ = "Topic " + Topics.STREAMS + " has not been read yet";

    private static final String NO_COORDINATOR = "Kafka has no transaction coordinator yet";

    private final LazyAdmin admin;

    private final ProducerClients producers;

    private final TransactionOutcome outcome;

    private final Duration timeout;

    private final TopicTable<StreamDefinition> table;

    private volatile TopicTable.ChangeListener listener = (names, newest) -> {
    };

    /** Null until the topic is read. */
    private volatile @Nullable DefinitionCommands commands;

    private volatile int partitions = 1;

    private volatile String missing = NOT_READ;

    private volatile @Nullable String refusal;

    /**
     * Creates the object.
     * @param consumers suppliers of consumers by the name in their client id
     * @param timeout longest time that a call waits for Kafka
     */
    public StreamTopic(LazyAdmin admin, Function<String, Supplier<Consumer<String, byte[]>>> consumers,
            ProducerClients producers, Duration timeout, LoopWatch watch) {
        this.admin = admin;
        this.producers = producers;
        this.outcome = new TransactionOutcome(consumers.apply(DefinitionCommands.TRANSACTIONAL_ID));
        this.timeout = timeout;
        this.table = new TopicTable<>(Topics.STREAMS, admin, consumers.apply(Topics.STREAMS),
                new StoredDefinitions(() -> this.partitions), watch, (names, newest) -> {
                    if (this.commands != null) {
                        this.listener.changed(names, newest);
                    }
                });
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
            throw LazyAdmin.unanswered(NO_COORDINATOR + ": " + e.getMessage(), e);
        }
        catch (ExecutionException e) {
            if (!isAnswer(e.getCause())) {
                throw e;
            }
        }
        this.missing = NOT_READ;
    }

    /** Sets why Kafka does not let this service read the topic; null when it does. */
    public void refused(@Nullable String reason) {
        this.refusal = reason;
    }

    /** Whether there is a coordinator: it has no such transaction, or hides it. */
    private static boolean isAnswer(@Nullable Throwable refusal) {
        return refusal instanceof TransactionalIdNotFoundException || refusal instanceof AuthorizationException
                || refusal instanceof UnsupportedVersionException;
    }

    /**
     * Reads the topic, which must exist, and follows it in the background.
     * @param changes called for changes after the first reading
     */
    public void start(int count, TopicTable.ChangeListener changes) throws TimeoutException, InterruptedException {
        this.partitions = count;
        this.listener = changes;
        this.table.start();
        this.table.awaitLoaded(this.timeout);
        this.commands = new DefinitionCommands(this.table, this.outcome, this.producers, count, this.timeout);
    }

    /** Until the topic is read, most methods throw {@link BrokerUnavailableException}. */
    public boolean isLoaded() {
        return this.commands != null;
    }

    public String missing() {
        String why = this.refusal;
        return (why != null) ? this.missing + ": " + why : this.missing;
    }

    public TopicTable<StreamDefinition> table() {
        return this.table;
    }

    public List<RefusedRecord> refused() {
        return this.table.refused();
    }

    /** The partition of a stream, also in {@code sensor-positions}. */
    public int partitionOf(String name) {
        return commands().partitionOf(name);
    }

    public Optional<StreamDefinition> find(String name) {
        commands();
        return this.table.get(name);
    }

    public List<StreamDefinition> all() {
        commands();
        return this.table.values();
    }

    /** See {@link TopicTable#awaitCaughtUp(int, Duration)}. */
    public long awaitCaughtUp(int partition, Duration atMost) throws TimeoutException, InterruptedException {
        commands();
        return this.table.awaitCaughtUp(partition, atMost);
    }

    public List<String> names(int partition) {
        return all().stream().map(StreamDefinition::name).filter((name) -> partitionOf(name) == partition).toList();
    }

    public DefinitionCommands commands() {
        DefinitionCommands read = this.commands;
        if (read == null) {
            throw BrokerUnavailableException.notYetRead();
        }
        return read;
    }

    /** Whether the newest record of a name is invalid. */
    public boolean isInvalid(String name) {
        return refused().stream().anyMatch((record) -> name.equals(record.key()));
    }

    @Override
    public void close() {
        DefinitionCommands read = this.commands;
        this.commands = null;
        this.table.close();
        if (read != null) {
            read.close();
        }
    }

}

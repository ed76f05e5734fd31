package io.sensorstreams.producer.definition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.kafka.ProducerClients;
import io.sensorstreams.common.kafka.RefusedRecord;
import io.sensorstreams.common.kafka.TopicTable;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.producer.publish.StreamPartitions;
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

    private final Duration timeout;

    private final TopicTable<StreamDefinition> table;

    private volatile TopicTable.ChangeListener listener = (names, newest) -> {
    };

    private volatile @Nullable Started started;

    private volatile String missing = NOT_READ;

    /** The parts that exist once the topic was read. */
    private record Started(DefinitionCommands commands, int partitions) {

    }

    /**
     * Creates the object; {@link #start} starts reading.
     * @param timeout longest time that a call waits for Kafka
     * @param watch watches the reading thread
     */
    public StreamTopic(LazyAdmin admin, Supplier<Consumer<String, byte[]>> consumers, ProducerClients producers,
            Duration timeout, LoopWatch watch) {
        this.admin = admin;
        this.producers = producers;
        this.timeout = timeout;
        this.table = new TopicTable<>(Topics.STREAMS, admin, consumers, new StoredDefinitions(1), watch,
                (names, newest) -> {
                    if (this.started != null) {
                        this.listener.changed(names, newest);
                    }
                });
    }

    /**
     * Waits until Kafka has a coordinator for the transactions of the writer. A new
     * cluster creates its topic for transactions on the first request, which may take
     * longer than the timeout of a command.
     * @param atMost longest wait
     * @throws TimeoutException when there is no coordinator in time
     * @throws ExecutionException when Kafka refuses the request
     */
    public void awaitCoordinator(Duration atMost) throws TimeoutException, ExecutionException, InterruptedException {
        this.missing = NO_COORDINATOR;
        try {
            this.admin.ask((client, millis) -> client
                .describeTransactions(List.of(DefinitionWriter.TRANSACTIONAL_ID),
                        new DescribeTransactionsOptions().timeoutMs(millis))
                .description(DefinitionWriter.TRANSACTIONAL_ID), atMost);
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

    /**
     * Whether the refusal proves that a coordinator exists: it has no such transaction,
     * or the user is not allowed to describe it.
     */
    private static boolean isAnswer(@Nullable Throwable refusal) {
        return refusal instanceof TransactionalIdNotFoundException || refusal instanceof AuthorizationException
                || refusal instanceof UnsupportedVersionException;
    }

    /**
     * Reads the topic, which must exist, and follows it in the background.
     * @param partitions number of the topic's partitions
     * @param changes called for changes after the first reading
     * @throws TimeoutException when the topic is not read in time
     */
    public void start(int partitions, TopicTable.ChangeListener changes) throws TimeoutException, InterruptedException {
        this.listener = changes;
        this.table.start();
        this.table.awaitLoaded(this.timeout);
        DefinitionWriter writer = new DefinitionWriter(this.producers, this.timeout);
        this.started = new Started(new DefinitionCommands(this.table, writer, partitions, this.timeout), partitions);
    }

    /**
     * Whether the topic was read; before that, most methods throw
     * {@link BrokerUnavailableException}.
     */
    public boolean isLoaded() {
        return this.started != null;
    }

    /** Returns what is missing until {@link #isLoaded}. */
    public String missing() {
        return this.missing;
    }

    /** Returns the table that reads the topic. */
    public TopicTable<StreamDefinition> table() {
        return this.table;
    }

    /** Returns the records that are ignored because they are invalid. */
    public List<RefusedRecord> refused() {
        return this.table.refused();
    }

    /**
     * Returns the partition of a stream, here and in {@code sensor-positions}.
     */
    public int partitionOf(String name) {
        return StreamPartitions.of(name, started().partitions());
    }

    public Optional<StreamDefinition> find(String name) {
        started();
        return this.table.get(name);
    }

    public List<StreamDefinition> all() {
        started();
        return this.table.values();
    }

    /**
     * Waits until all definitions that a partition holds at the time of the call are
     * read.
     * @return end of the partition, exclusive
     */
    public long awaitCaughtUp(int partition, Duration atMost) throws TimeoutException, InterruptedException {
        started();
        return this.table.awaitCaughtUp(partition, atMost);
    }

    /** Returns the names of the streams of a partition. */
    public List<String> names(int partition) {
        return all().stream().map(StreamDefinition::name).filter((name) -> partitionOf(name) == partition).toList();
    }

    /**
     * Runs a command that reads definitions and then writes some, exclusively among all
     * replicas. The command sees every definition stored before. When another replica
     * opens the writer meanwhile, the write of this command is void, and the command runs
     * again. It also runs again, and then finds its own definitions, when the response to
     * its commit was lost before the other replica opened the writer.
     * @param command must have no other effects; callers run one command at a time
     */
    public <T> T exclusively(Supplier<T> command) {
        return started().commands().exclusively(command);
    }

    /**
     * Stores definitions. When this returns, {@link #find} returns them. Part of a
     * command, see {@link #exclusively}.
     * @return the definitions as they are stored
     */
    public List<StreamDefinition> write(List<StreamDefinition> definitions) {
        return started().commands().write(definitions);
    }

    /**
     * Deletes a definition and the invalid records of its name. When this returns,
     * {@link #find} returns none. Part of a command, see {@link #exclusively}.
     * @return offset of the tombstone in the partition of the stream
     */
    public long delete(String name) {
        return started().commands().delete(name);
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
        this.table.close();
        if (kafka != null) {
            kafka.commands().close();
        }
    }

}

package io.sensorstreams.producer.definition;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sensorstreams.common.topic.LazyAdmin;
import io.sensorstreams.common.topic.RefusedRecord;
import io.sensorstreams.common.topic.TopicTable;
import io.sensorstreams.common.topic.Topics;
import io.sensorstreams.common.transaction.Fencing;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.producer.publish.ProducerClients;
import io.sensorstreams.producer.publish.StreamPartitions;
import org.apache.kafka.clients.admin.DescribeTransactionsOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes the definitions of all streams in the topic {@value Topics#STREAMS},
 * as JSON keyed by name. The replica that owns the partition of a stream runs it.
 * Thread-safe.
 */
public final class StreamTopic implements RefusedRecord.Source, AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final String NOT_READ = "Topic " + Topics.STREAMS + " has not been read yet";

    private static final String NO_COORDINATOR = "Kafka has no transaction coordinator yet";

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final LazyAdmin admin;

    private final Supplier<Consumer<String, byte[]>> consumers;

    private final ProducerClients producers;

    private final Duration timeout;

    private final LoopWatch watch;

    private volatile @Nullable Started started;

    private volatile String missing = NOT_READ;

    /** The parts that exist once the topic was read. */
    private record Started(TopicTable<StreamDefinition> table, DefinitionWriter writer, int partitions) {

    }

    /**
     * Creates the object; {@link #start} starts reading.
     * @param timeout longest time that a call waits for Kafka
     * @param watch watches the reading thread
     */
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
            throw (TimeoutException) new TimeoutException(NO_COORDINATOR + ": " + e.getMessage()).initCause(e);
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
     * @param listener called for changes after the first reading
     * @throws TimeoutException when the topic is not read in time
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
        this.started = new Started(table, new DefinitionWriter(this.producers, this.timeout), partitions);
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

    @Override
    public String topic() {
        return Topics.STREAMS;
    }

    /** Reads the topic from its beginning again, after it was recreated. */
    public void readRecreated() {
        Started kafka = this.started;
        if (kafka != null) {
            kafka.table().readRecreated();
        }
    }

    /** Returns the records that are ignored because they are invalid. */
    @Override
    public List<RefusedRecord> refused() {
        Started kafka = this.started;
        return (kafka != null) ? kafka.table().refused() : List.of();
    }

    @Override
    public long refusedCount() {
        Started kafka = this.started;
        return (kafka != null) ? kafka.table().refusedCount() : 0;
    }

    /**
     * Returns the partition of a stream, here and in {@code sensor-positions}.
     */
    public int partitionOf(String name) {
        return StreamPartitions.of(name, started().partitions());
    }

    public Optional<StreamDefinition> find(String name) {
        return started().table().get(name);
    }

    public List<StreamDefinition> all() {
        return started().table().values();
    }

    /**
     * Waits until all definitions that a partition holds at the time of the call are
     * read.
     * @return end of the partition, exclusive
     */
    public long awaitCaughtUp(int partition, Duration atMost) throws TimeoutException, InterruptedException {
        return started().table().awaitCaughtUp(partition, atMost);
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
        Started kafka = started();
        long deadline = System.nanoTime() + this.timeout.toNanos();
        while (true) {
            try {
                kafka.writer().open();
                kafka.table().awaitCaughtUp(this.timeout);
                return command.get();
            }
            catch (InterruptException e) {
                kafka.writer().close();
                throw BrokerUnavailableException.stopping(e);
            }
            catch (KafkaException e) {
                kafka.writer().close();
                if (!Fencing.isFenced(e) || System.nanoTime() - deadline > 0) {
                    throw BrokerUnavailableException.silent(e);
                }
                awaitOthers();
            }
            catch (TimeoutException e) {
                kafka.writer().close();
                throw BrokerUnavailableException.silent(e);
            }
            catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw BrokerUnavailableException.stopping(e);
            }
        }
    }

    /**
     * A random pause: two replicas that retry at the same time would fence each other
     * repeatedly.
     */
    private static void awaitOthers() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE.toNanos()));
    }

    /**
     * Stores definitions. When this returns, {@link #find} returns them. Part of a
     * command, see {@link #exclusively}.
     * @return the definitions as they are stored
     */
    public List<StreamDefinition> write(List<StreamDefinition> definitions) {
        List<RecordMetadata> written = send(definitions.stream()
            .map((definition) -> record(definition.name(), MAPPER.writeValueAsBytes(definition)))
            .toList());
        return IntStream.range(0, written.size())
            .mapToObj((i) -> definitions.get(i).at(written.get(i).offset()))
            .toList();
    }

    /**
     * Deletes a definition and the invalid records of its name. When this returns,
     * {@link #find} returns none. Part of a command, see {@link #exclusively}.
     * @return offset of the tombstone in the partition of the stream
     */
    public long delete(String name) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        records.add(record(name, null));
        byte[] key = name.getBytes(StandardCharsets.UTF_8);
        invalid(name).map(RefusedRecord::partition)
            .filter((partition) -> partition != partitionOf(name))
            .distinct()
            .forEach((partition) -> records.add(new ProducerRecord<>(Topics.STREAMS, partition, key, null)));
        return send(records).get(0).offset();
    }

    /** Whether the newest record of a name is invalid. */
    public boolean isInvalid(String name) {
        return invalid(name).findAny().isPresent();
    }

    private Stream<RefusedRecord> invalid(String name) {
        return refused().stream().filter((record) -> name.equals(record.key()));
    }

    private ProducerRecord<byte[], byte[]> record(String name, byte @Nullable [] value) {
        return new ProducerRecord<>(Topics.STREAMS, partitionOf(name), name.getBytes(StandardCharsets.UTF_8), value);
    }

    private List<RecordMetadata> send(List<ProducerRecord<byte[], byte[]>> records) {
        Started kafka = started();
        List<RecordMetadata> written = kafka.writer().write(records);
        Map<Integer, Long> last = new HashMap<>();
        written.forEach((record) -> last.merge(record.partition(), record.offset(), Math::max));
        try {
            for (Map.Entry<Integer, Long> newest : last.entrySet()) {
                kafka.table().awaitRecord(newest.getKey(), newest.getValue(), this.timeout);
            }
            return written;
        }
        catch (TimeoutException e) {
            throw BrokerUnavailableException.silent(e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BrokerUnavailableException.stopping(e);
        }
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
            kafka.writer().close();
        }
    }

}

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
 * The definitions of all streams: JSON, keyed by name, in the topic
 * {@value Topics#STREAMS}. A stream's partition decides which replica runs it.
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

    /** What is there once Kafka has answered. */
    private record Started(TopicTable<StreamDefinition> table, DefinitionWriter writer, int partitions) {

    }

    /**
     * Creates the access to the definitions; {@link #start} begins to read.
     * @param timeout how long a call waits for Kafka at most
     * @param watch watches the thread that reads
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
     * cluster creates the topic of its transactions when somebody asks for one, which may
     * take longer than a command waits.
     * @param atMost how long to wait
     * @throws TimeoutException when there was none in time
     * @throws ExecutionException when Kafka refuses to look for one
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
     * Whether a coordinator knows of no transaction yet, or the user may write but not
     * ask.
     */
    private static boolean isAnswer(@Nullable Throwable refusal) {
        return refusal instanceof TransactionalIdNotFoundException || refusal instanceof AuthorizationException
                || refusal instanceof UnsupportedVersionException;
    }

    /**
     * Reads the topic, which must exist, and goes on reading it.
     * @param partitions number of its partitions
     * @param listener is told of changes later
     * @throws TimeoutException when it was not read in time
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

    /** Whether the topic was read, so that every method can do its work. */
    public boolean isLoaded() {
        return this.started != null;
    }

    /** What it waits for, until it {@link #isLoaded}. */
    public String missing() {
        return this.missing;
    }

    @Override
    public String topic() {
        return Topics.STREAMS;
    }

    /** Reads the topic from its beginning, because it was recreated. */
    public void readRecreated() {
        Started kafka = this.started;
        if (kafka != null) {
            kafka.table().readRecreated();
        }
    }

    /** Returns the records that are left out because they do not validate. */
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
     * The partition of a stream, here and in the positions.
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
     * Waits until all definitions of a partition were read.
     * @return end of the partition, exclusive
     */
    public long awaitCaughtUp(int partition, Duration atMost) throws TimeoutException, InterruptedException {
        return started().table().awaitCaughtUp(partition, atMost);
    }

    /** Names of a partition's streams. */
    public List<String> names(int partition) {
        return all().stream().map(StreamDefinition::name).filter((name) -> partitionOf(name) == partition).toList();
    }

    /**
     * Runs a command that looks at the definitions and then stores some. No other command
     * comes between, whatever replica has it: the command sees all that was stored
     * before, and when another replica stores something meanwhile, what this one stores
     * is void and it runs again. It runs again, too, and meets what it has stored itself,
     * when the answer of its commit was lost before the other replica came.
     * @param command must not do anything else; one at a time
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

    /** Two replicas in step would shut each other out again and again. */
    private static void awaitOthers() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE.toNanos()));
    }

    /**
     * Stores definitions; when this returns, they are what {@link #find} gives. Part of a
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
     * Removes a definition, and the invalid records of its name; when this returns,
     * {@link #find} gives none. Part of a command, see {@link #exclusively}.
     * @return offset of the record in the stream's partition that says so
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

package io.sensorstreams.producer.definition;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sensorstreams.common.kafka.ProducerClient;
import io.sensorstreams.common.kafka.RefusedRecord;
import io.sensorstreams.common.kafka.TopicTable;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.producer.publish.StreamPartitions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the commands that change definitions, and writes the changes. Callers run one
 * command at a time.
 */
final class DefinitionCommands implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final TopicTable<StreamDefinition> table;

    private final DefinitionWriter writer;

    private final int partitions;

    private final Duration timeout;

    /**
     * Creates the object; a command opens the writer.
     * @param table the stored definitions; the caller closes it
     * @param writer closed writer that only this object uses
     * @param partitions number of the topic's partitions
     * @param timeout longest time that a command waits for Kafka
     */
    DefinitionCommands(TopicTable<StreamDefinition> table, DefinitionWriter writer, int partitions, Duration timeout) {
        this.table = table;
        this.writer = writer;
        this.partitions = partitions;
        this.timeout = timeout;
    }

    /** See {@link StreamTopic#exclusively}. */
    <T> T exclusively(Supplier<T> command) {
        long deadline = System.nanoTime() + this.timeout.toNanos();
        while (true) {
            try {
                this.writer.open();
                this.table.awaitCaughtUp(this.timeout);
                return command.get();
            }
            catch (InterruptException e) {
                this.writer.close();
                throw BrokerUnavailableException.stopping(e);
            }
            catch (KafkaException e) {
                this.writer.close();
                if (!ProducerClient.isFenced(e) || System.nanoTime() - deadline > 0) {
                    throw BrokerUnavailableException.silent(e);
                }
                awaitOthers();
            }
            catch (TimeoutException e) {
                this.writer.close();
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

    /** See {@link StreamTopic#write}. */
    List<StreamDefinition> write(List<StreamDefinition> definitions) {
        List<RecordMetadata> written = send(definitions.stream()
            .map((definition) -> record(partitionOf(definition.name()), definition.name(),
                    MAPPER.writeValueAsBytes(definition)))
            .toList());
        return IntStream.range(0, written.size())
            .mapToObj((i) -> definitions.get(i).at(written.get(i).offset()))
            .toList();
    }

    /** See {@link StreamTopic#delete}. */
    long delete(String name) {
        int home = partitionOf(name);
        Stream<Integer> others = this.table.refused()
            .stream()
            .filter((record) -> name.equals(record.key()))
            .map(RefusedRecord::partition)
            .filter((partition) -> partition != home);
        return send(Stream.concat(Stream.of(home), others)
            .distinct()
            .map((partition) -> record(partition, name, null))
            .toList()).get(0).offset();
    }

    private int partitionOf(String name) {
        return StreamPartitions.of(name, this.partitions);
    }

    private static ProducerRecord<byte[], byte[]> record(int partition, String name, byte @Nullable [] value) {
        return new ProducerRecord<>(Topics.STREAMS, partition, name.getBytes(StandardCharsets.UTF_8), value);
    }

    private List<RecordMetadata> send(List<ProducerRecord<byte[], byte[]>> records) {
        List<RecordMetadata> written = this.writer.write(records);
        Map<Integer, Long> last = new HashMap<>();
        written.forEach((record) -> last.merge(record.partition(), record.offset(), Math::max));
        try {
            for (Map.Entry<Integer, Long> newest : last.entrySet()) {
                this.table.awaitRecord(newest.getKey(), newest.getValue(), this.timeout);
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

    @Override
    public void close() {
        this.writer.close();
    }

}

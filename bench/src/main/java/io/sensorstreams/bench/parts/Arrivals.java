package io.sensorstreams.bench.parts;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.sensorstreams.bench.report.Percentiles;
import io.sensorstreams.bench.system.Lab;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the committed rows of a topic while they arrive, and records the arrival time of
 * each row.
 */
final class Arrivals implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    /** Longest wait for the next row. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KafkaConsumer<byte[], byte[]> consumer;

    private final DueTimes dueTimes;

    private final long[] rows;

    private final double[] arrived;

    private int count;

    /**
     * Prepares for a stream.
     * @param perSecond its rate
     * @param expected its number of rows
     */
    Arrivals(Lab lab, String topic, double perSecond, int expected) {
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", lab.bootstrapServers(), "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest", "max.poll.records", 10_000),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.consumer.assign(IntStream.range(0, Lab.PARTITIONS)
            .mapToObj((partition) -> new TopicPartition(topic, partition))
            .toList());
        this.dueTimes = new DueTimes(perSecond);
        this.rows = new long[expected];
        this.arrived = new double[expected];
    }

    /** Reads until all rows have arrived. */
    void await() {
        Instant last = Instant.now();
        while (this.count < this.rows.length) {
            Iterable<ConsumerRecord<byte[], byte[]>> records = this.consumer.poll(POLL);
            Instant now = Instant.now();
            for (ConsumerRecord<byte[], byte[]> row : records) {
                note(row, now);
                last = now;
            }
            if (now.isAfter(last.plus(PATIENCE))) {
                throw new IllegalStateException("Expected " + this.rows.length + " rows, received " + this.count + "");
            }
        }
    }

    private void note(ConsumerRecord<byte[], byte[]> row, Instant now) {
        // <stream>/<run>/<row>
        String identity = new String(row.headers().lastHeader("row").value(), StandardCharsets.US_ASCII);
        long number = Long.parseLong(identity.substring(identity.lastIndexOf('/') + 1));
        this.dueTimes.sent(number, row.timestamp());
        this.rows[this.count] = number;
        this.arrived[this.count] = now.getEpochSecond() * 1e3 + now.getNano() / 1e6;
        this.count++;
    }

    /**
     * Returns the time between due time and arrival of each row, in milliseconds.
     * @param from first row that counts
     */
    Percentiles latencies(long from) {
        return new Percentiles(IntStream.range(0, this.count)
            .filter((index) -> this.rows[index] >= from)
            .mapToDouble((index) -> this.arrived[index] - this.dueTimes.due(this.rows[index]))
            .toArray());
    }

    List<Double> shares(long from, double... shares) {
        Percentiles latencies = latencies(from);
        return Arrays.stream(shares).mapToObj(latencies::at).toList();
    }

    @Override
    public void close() {
        this.consumer.close();
    }

}

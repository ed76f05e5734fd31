package io.sensorstreams.bench.latency;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.sensorstreams.bench.report.Percentiles;
import io.sensorstreams.bench.report.Series;
import io.sensorstreams.bench.system.Lab;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the committed rows of a topic at a constant rate while they arrive, and records
 * the arrival time of each row. Reads only rows that are sent after its creation.
 * Calculates from the timestamps in Kafka when the rows were due: row n is due n periods
 * after the first row. Kafka's timestamps are the times of sending, in whole milliseconds
 * rounded down. No row is sent before it is due, and some rows are sent immediately. The
 * row that was sent soonest after its due time therefore determines the due times of all
 * rows, at most a millisecond too early. This error makes the measured latency longer.
 * The measured latency is too short by at most the delay of that row.
 */
public final class Arrivals implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    /** Longest wait for the next row. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KafkaConsumer<byte[], byte[]> consumer;

    private final SteadyRows expected;

    private final double periodMillis;

    /** When the first row was due, in milliseconds since the epoch. */
    private double firstDue = Double.POSITIVE_INFINITY;

    private final long[] rows;

    private final double[] arrived;

    private int count;

    public Arrivals(Lab lab, String topic, SteadyRows expected) {
        this.consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", lab.bootstrapServers(), "isolation.level",
                "read_committed", "max.poll.records", 10_000), new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, Lab.PARTITIONS)
            .mapToObj((partition) -> new TopicPartition(topic, partition))
            .toList();
        this.consumer.assign(partitions);
        this.consumer.seekToEnd(partitions);
        // Finds the end now instead of in the first poll.
        partitions.forEach(this.consumer::position);
        this.expected = expected;
        this.periodMillis = 1000.0 / expected.perSecond();
        this.rows = new long[expected.count()];
        this.arrived = new double[expected.count()];
    }

    /** Reads until all rows have arrived. */
    public void await() {
        Instant last = Instant.now();
        while (this.count < this.rows.length) {
            Iterable<ConsumerRecord<byte[], byte[]>> records = this.consumer.poll(POLL);
            Instant now = Instant.now();
            for (ConsumerRecord<byte[], byte[]> row : records) {
                note(row, now);
                last = now;
            }
            if (now.isAfter(last.plus(PATIENCE))) {
                throw new IllegalStateException("Expected " + this.rows.length + " rows, received " + this.count);
            }
        }
    }

    private void note(ConsumerRecord<byte[], byte[]> row, Instant now) {
        // <stream>/<run>/<row>
        String identity = new String(row.headers().lastHeader("row").value(), StandardCharsets.US_ASCII);
        long number = Long.parseLong(identity.substring(identity.lastIndexOf('/') + 1));
        this.firstDue = Math.min(this.firstDue, row.timestamp() - number * this.periodMillis);
        this.rows[this.count] = number;
        this.arrived[this.count] = now.getEpochSecond() * 1e3 + now.getNano() / 1e6;
        this.count++;
    }

    /** Returns the milliseconds from due time to arrival, without the first rows. */
    public Percentiles latencies() {
        return Percentiles.of(Series.of(IntStream.range(0, this.count)
            .filter((index) -> this.rows[index] >= this.expected.warmUpRows())
            .mapToDouble((index) -> this.arrived[index] - this.firstDue - this.rows[index] * this.periodMillis)
            .toArray()));
    }

    @Override
    public void close() {
        this.consumer.close();
    }

}

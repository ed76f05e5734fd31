package io.sensorstreams.producer.preview;

import java.util.OptionalInt;

import io.sensorstreams.common.wire.RowIdentity;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.publish.Partitioning;
import io.sensorstreams.producer.publish.RecordLimit;
import io.sensorstreams.producer.publish.RowRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Creates the records of a stream as the stream does, and shows them. Not thread-safe.
 */
final class PreviewRecords {

    private final RowRecords records;

    private final Partitioning partitioning;

    private final OptionalInt partitions;

    /**
     * Prepares what all rows share.
     * @param run number of the run
     * @param partitions partitions of the topic; empty when unknown
     * @param limit largest size of a record
     */
    PreviewRecords(StreamSpec spec, long run, OptionalInt partitions, RecordLimit limit) {
        this.records = new RowRecords(spec.topic(), partitions.orElse(1), spec.partitioning(), spec.name(), run, limit);
        this.partitioning = spec.partitioning();
        this.partitions = partitions;
    }

    /**
     * Shows the record of a row.
     * @param seq number of the row within the run
     * @param line line of the file, or null
     */
    PreviewView.Sent show(long seq, @Nullable Long line, byte @Nullable [] station, byte[] value) {
        ProducerRecord<byte[], byte[]> record = this.records.row(seq, station, value);
        byte[] key = record.key();
        return new PreviewView.Sent(new String(record.headers().lastHeader(RowIdentity.HEADER).value(), UTF_8), line,
                record.topic(), partition(record), (key != null) ? new String(key, UTF_8) : null,
                new String(record.value(), UTF_8));
    }

    /** The partitioner of the Kafka client chooses by the hash of the key, if any. */
    private @Nullable Integer partition(ProducerRecord<byte[], byte[]> record) {
        if (this.partitions.isEmpty()) {
            return null;
        }
        byte[] key = record.key();
        return (this.partitioning == Partitioning.STATION && key != null)
                ? Integer.valueOf(Utils.toPositive(Utils.murmur2(key)) % this.partitions.getAsInt())
                : record.partition();
    }

}

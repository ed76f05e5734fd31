package io.sensorstreams.producer.publish;

import java.util.Arrays;
import java.util.List;

import io.sensorstreams.common.wire.DeadLetter;
import io.sensorstreams.common.wire.LetterSize;
import io.sensorstreams.common.wire.RowHeaderWriter;
import io.sensorstreams.producer.row.Rejection;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Creates the Kafka records of one run of a stream. The client sets the timestamp: the
 * time of sending. Owned by one thread.
 */
public final class RowRecords {

    private final String topic;

    private final String deadLetterTopic;

    private final Partitioning partitioning;

    private final LetterSize letters;

    /** Boxed once instead of once per row. */
    private final Integer[] partitions;

    private final RowHeaderWriter headers;

    private final Header[] header = new Header[1];

    /** The client copies the headers, so that one list serves all rows. */
    private final List<Header> headerList = Arrays.asList(this.header);

    /** The topic has the given number of partitions. */
    public RowRecords(String topic, int partitions, Partitioning partitioning, String stream, long run,
            RecordLimit limit) {
        this.letters = limit.letters();
        this.topic = topic;
        this.deadLetterTopic = DeadLetter.topicOf(topic);
        this.partitioning = partitioning;
        this.partitions = new Integer[partitions];
        Arrays.setAll(this.partitions, (partition) -> partition);
        this.headers = new RowHeaderWriter(stream, run);
    }

    /**
     * Creates the record of a row.
     * @param seq number of the row within the run
     * @param station UTF-8 bytes of the row's station, or null when it has none
     */
    public ProducerRecord<byte[], byte[]> row(long seq, byte @Nullable [] station, byte[] value) {
        this.header[0] = this.headers.header(seq);
        Integer partition = (this.partitioning == Partitioning.ROW)
                ? this.partitions[(int) (seq % this.partitions.length)] : null;
        byte[] key = (this.partitioning == Partitioning.STATION) ? station : null;
        return new ProducerRecord<>(this.topic, partition, null, key, value, this.headerList);
    }

    /**
     * The row as it is in the file, with the reason. A row that is too large is
     * truncated.
     */
    public ProducerRecord<byte[], byte[]> deadLetter(long seq, Rejection rejection) {
        ProducerRecord<byte[], byte[]> record = this.letters.letter(this.deadLetterTopic, null, rejection.raw(),
                List.of(this.headers.header(seq)), rejection.reason());
        DeadLetter.put(record.headers(), DeadLetter.FILE, rejection.file());
        Long line = rejection.line();
        if (line != null) {
            DeadLetter.put(record.headers(), DeadLetter.LINE, line);
        }
        return record;
    }

}

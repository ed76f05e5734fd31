package io.sensorstreams.consumer.watch;

import java.util.ArrayList;
import java.util.List;

import io.sensorstreams.common.web.live.RowEvent;
import io.sensorstreams.common.wire.RowIdentity;
import io.sensorstreams.consumer.format.OpenFile;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Some of the rows that the next commit of a partition commits, to be shown to watchers.
 * Owned by the partition's thread.
 */
public final class RowSample {

    /** Bytes of all lines; a single line may be longer. */
    private static final int MOST_BYTES = 256 * 1024;

    private final List<RowEvent> rows = new ArrayList<>();

    private final int most;

    private long bytes;

    private long seen;

    /**
     * Creates an empty sample.
     * @param most largest number of rows
     */
    RowSample(int most) {
        this.most = most;
    }

    /**
     * Counts the records of a poll.
     * @return how many of them to add, from the first one
     */
    public int take(int records) {
        this.seen += records;
        boolean full = this.bytes >= MOST_BYTES;
        return full ? 0 : Math.min(records, this.most - this.rows.size());
    }

    /** Subtracts records that were counted, but wait for a commit of those before. */
    public void untaken(int records) {
        this.seen -= records;
    }

    /**
     * Adds a row that was written.
     * @param file file whose last line is the row
     */
    public void add(ConsumerRecord<byte[], byte[]> record, OpenFile file) {
        if (this.bytes > 0 && this.bytes + record.value().length > MOST_BYTES) {
            return;
        }
        String text = file.lastLine();
        String row = RowIdentity.of(record.headers()).map(RowIdentity::toString).orElse(null);
        WrittenRow written = new WrittenRow(record.topic(), record.partition(), record.offset(), row, file.name(),
                file.lastLineNumber(), text);
        this.bytes += text.length();
        this.rows.add(new RowEvent(text.length(), () -> written));
    }

    List<RowEvent> rows() {
        return List.copyOf(this.rows);
    }

    /** Number of records that are not in the sample, malformed ones included. */
    long skipped() {
        return this.seen - this.rows.size();
    }

}

package io.sensorstreams.consumer.find;

import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.sensorstreams.common.wire.RowIdentity;
import io.sensorstreams.consumer.reread.RecordSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Searches the rows of one stream in one partition. They are there in the order of run
 * and number, among rows of other streams, so a few probes find one: a probe reads
 * forward from an offset to the next row of the stream. Runs may be used again when the
 * positions of the streams were lost; {@link #isOrdered} then returns false, and only
 * {@link #scan} finds all rows. Not thread-safe.
 */
final class StreamSearch {

    private static final Comparator<RowIdentity> ORDER = Comparator.comparingLong(RowIdentity::run)
        .thenComparingLong(RowIdentity::seq);

    private final RecordSource records;

    private final String stream;

    private final long begin;

    private final long end;

    /** Rows that probes have found, by offset. */
    private final TreeMap<Long, RowIdentity> probed = new TreeMap<>();

    /** Creates a search in the offsets {@code [begin, end)}. */
    StreamSearch(RecordSource records, String stream, long begin, long end) {
        this.records = records;
        this.stream = stream;
        this.begin = begin;
        this.end = end;
    }

    /** First offset of the partition that Kafka still has. */
    long begin() {
        return this.begin;
    }

    /** A row of the stream with its record. */
    record Row(RowIdentity identity, ConsumerRecord<byte[], byte[]> record) {
    }

    /**
     * Two consecutive rows of the stream around a wanted one.
     *
     * @param before last row before the wanted one; null when there is none
     * @param from the wanted row or the first one after it; null when there is none
     */
    record Place(@Nullable Row before, @Nullable Row from) {

        Optional<Row> at(long run, long seq) {
            return Optional.ofNullable(this.from)
                .filter((row) -> row.identity().run() == run && row.identity().seq() == seq);
        }

    }

    /** Finds the place of a row. */
    Place find(long run, long seq) {
        RowIdentity wanted = new RowIdentity(this.stream, run, seq);
        Row before = null;
        Row from = null;
        long low = this.begin;
        long high = this.end;
        while (low < high) {
            long middle = low + (high - low) / 2;
            Row next = next(middle, high);
            if (next != null && ORDER.compare(next.identity(), wanted) < 0) {
                before = next;
                low = next.record().offset() + 1;
            }
            else {
                from = (next != null) ? next : from;
                high = middle;
            }
        }
        return new Place(before, from);
    }

    /** Last row of the stream. */
    @Nullable Row last() {
        return find(Long.MAX_VALUE, Long.MAX_VALUE).before();
    }

    private @Nullable Row next(long from, long to) {
        Iterator<ConsumerRecord<byte[], byte[]>> found = this.records.read(from, to);
        while (found.hasNext()) {
            Optional<Row> row = ofStream(found.next());
            if (row.isPresent()) {
                this.probed.put(row.get().record().offset(), row.get().identity());
                return row.get();
            }
        }
        return null;
    }

    private Optional<Row> ofStream(ConsumerRecord<byte[], byte[]> record) {
        return RowIdentity.of(record.headers())
            .filter((identity) -> identity.stream().equals(this.stream))
            .map((identity) -> new Row(identity, record));
    }

    /** Whether the rows that probes have found are in order. */
    boolean isOrdered() {
        RowIdentity before = null;
        for (Map.Entry<Long, RowIdentity> row : this.probed.entrySet()) {
            if (before != null && ORDER.compare(before, row.getValue()) > 0) {
                return false;
            }
            before = row.getValue();
        }
        return true;
    }

    /** Reads the whole partition for the last row with this number. */
    @Nullable Row scan(@Nullable Long run, long seq) {
        Row found = null;
        Iterator<ConsumerRecord<byte[], byte[]>> all = this.records.read(this.begin, this.end);
        while (all.hasNext()) {
            found = ofStream(all.next())
                .filter((row) -> row.identity().seq() == seq && (run == null || row.identity().run() == run))
                .orElse(found);
        }
        return found;
    }

}

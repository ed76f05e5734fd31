package io.sensorstreams.consumer.find;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import io.sensorstreams.common.wire.RowHeaderWriter;
import io.sensorstreams.consumer.reread.RecordSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** One partition with rows of several streams, without a broker. */
final class SentRows implements RecordSource {

    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    private long offset;

    private long begin;

    private long read;

    /** Appends the rows {@code [from, to)} of a run, each at the next offset. */
    SentRows rows(String stream, long run, int from, int to) {
        RowHeaderWriter identities = new RowHeaderWriter(stream, run);
        for (int seq = from; seq < to; seq++) {
            add(new RecordHeaders().add(identities.header(seq)));
        }
        return this;
    }

    /** Appends records of another program. */
    SentRows others(int n) {
        for (int i = 0; i < n; i++) {
            add(new RecordHeaders());
        }
        return this;
    }

    /** Skips offsets, as transaction markers do. */
    SentRows skipOffsets(int n) {
        this.offset += n;
        return this;
    }

    SentRows removeBelow(long first) {
        this.begin = first;
        this.records.removeIf((record) -> record.offset() < first);
        return this;
    }

    private void add(org.apache.kafka.common.header.Headers headers) {
        this.records.add(new ConsumerRecord<>("AIR", 0, this.offset++, 0, TimestampType.CREATE_TIME, 0, 0, null,
                "{}".getBytes(StandardCharsets.UTF_8), headers, Optional.empty()));
    }

    StreamSearch search(String stream) {
        return new StreamSearch(this, stream, this.begin, this.offset);
    }

    /** Number of records that were read since the start. */
    long read() {
        return this.read;
    }

    @Override
    public Iterator<ConsumerRecord<byte[], byte[]>> read(long from, long to) {
        return this.records.stream()
            .filter((record) -> record.offset() >= from && record.offset() < to)
            .peek((record) -> this.read++)
            .iterator();
    }

    @Override
    public void close() {
        // holds nothing
    }

}

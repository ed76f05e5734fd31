package io.sensorstreams.consumer.listen;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.common.wire.RowIdentity;
import io.sensorstreams.consumer.format.OpenFile;
import io.sensorstreams.consumer.retention.PartitionRetention;
import io.sensorstreams.consumer.retention.Removal;
import io.sensorstreams.consumer.sink.FileTotals;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.sink.PartitionWriter;
import io.sensorstreams.consumer.standing.ReplacedTopicException;
import io.sensorstreams.consumer.standing.StartingPoint;
import io.sensorstreams.consumer.standing.TopicIds;
import io.sensorstreams.consumer.watch.PartitionTap;
import io.sensorstreams.consumer.watch.RowSample;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/** The files of a recovered partition, and its progress since. Owned by its thread. */
final class OpenPartition implements AssignedPartition.FileState {

    private final PartitionKey key;

    /** Id of the topic at the time of the recovery. */
    private final String topicId;

    private final PartitionWriter writer;

    private final PartitionRetention retention;

    private final PartitionStatus status;

    private final PartitionTap tap;

    /** Files of the commit in progress. */
    private List<LedgerEntry> flushed = List.of();

    /** Rows to show after the next commit; null when nobody watches. */
    private @Nullable RowSample sample;

    /** File of the last record; null when that record is malformed or was not taken. */
    private @Nullable OpenFile lastFile;

    /** Offset after the last record that was written, refused or skipped. */
    private long position;

    /** Committed offset of the group; -1 before its first commit. */
    private long committed;

    private @Nullable Instant oldestRowAt;

    OpenPartition(PartitionKey key, StartingPoint start, PartitionWriter writer, PartitionRetention retention,
            PartitionStatus status, PartitionTap tap) {
        this.key = key;
        this.topicId = start.topicId();
        this.writer = writer;
        this.retention = retention;
        this.status = status;
        this.tap = tap;
        this.position = start.offset();
        this.committed = start.state().committedOffset().orElse(-1);
    }

    PartitionWriter writer() {
        return this.writer;
    }

    /**
     * Writes the records of one poll, except for those that are no rows. Ends early when
     * a commit must come before the next row.
     * @return number of records that were processed, from the first one
     * @throws IOException when the disk fails, or records arrive that were already
     * processed
     */
    int write(List<ConsumerRecord<byte[], byte[]>> records, DeadLetters malformed) throws IOException {
        requireAhead(records.get(0).offset());
        RowSample shown = this.tap.sample(this.sample);
        this.sample = shown;
        int processed = (shown == null) ? append(records, malformed) : append(records, malformed, shown);
        if (processed > 0) {
            this.position = records.get(processed - 1).offset() + 1;
            Instant now = this.status.received();
            this.oldestRowAt = (this.oldestRowAt != null) ? this.oldestRowAt : now;
        }
        return processed;
    }

    private int append(List<ConsumerRecord<byte[], byte[]>> records, DeadLetters malformed, RowSample shown)
            throws IOException {
        int first = shown.take(records.size());
        int processed = 0;
        for (ConsumerRecord<byte[], byte[]> record : records.subList(0, first)) {
            if (append(List.of(record), malformed) == 0) {
                break;
            }
            processed++;
            OpenFile file = this.lastFile;
            if (file != null) {
                shown.add(record, file);
            }
        }
        if (processed == first) {
            processed += append(records.subList(first, records.size()), malformed);
        }
        shown.untaken(records.size() - processed);
        return processed;
    }

    /** Returns the number of processed records. */
    private int append(List<ConsumerRecord<byte[], byte[]>> records, DeadLetters malformed) throws IOException {
        PartitionWriter current = this.writer;
        boolean headers = current.takesHeaders();
        OpenFile file = null;
        int processed = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                file = headers ? current.append(record.offset(), record.value(), rowHeader(record))
                        : current.append(record.offset(), record.value());
                if (file == null) {
                    break;
                }
            }
            catch (MalformedRowException e) {
                file = null;
                malformed.add(record, e);
            }
            processed++;
        }
        this.lastFile = file;
        return processed;
    }

    private static byte @Nullable [] rowHeader(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(RowIdentity.HEADER);
        return (header != null) ? header.value() : null;
    }

    /** The client resets to the beginning when the log no longer has its position. */
    private void requireAhead(long offset) throws IOException {
        if (offset < this.position) {
            throw new ReplacedTopicException("Topic " + this.key.topic() + " partition " + this.key.partition()
                    + " returned offset " + offset + " again, although all offsets before " + this.position
                    + " were processed: the topic was replaced or has lost records");
        }
    }

    /** Whether the group has a committed offset of the partition. */
    boolean isBegun() {
        return this.committed >= 0;
    }

    /** Sets the position, before which all records are processed, and seals old files. */
    void advance(long reached) throws IOException {
        this.writer.checkDirectory();
        this.writer.rollByAge();
        this.retention.check();
        this.position = Math.max(this.position, reached);
        if (!isChanged() && this.status.isAtEnd()) {
            this.status.overcome();
        }
        showProgress();
    }

    boolean isChanged() {
        return this.position > this.committed || this.writer.isChanged() || this.retention.next().isPresent();
    }

    /** Forces the rows to the disk and returns the entries of the files that changed. */
    List<LedgerEntry> flush() throws IOException {
        this.flushed = this.writer.flush();
        return this.flushed;
    }

    /** Files that the next commit removes. */
    Optional<Removal> removal() {
        return this.retention.next();
    }

    /** Checks the topic by ids that were requested after the records were polled. */
    void checkTopic(CompletableFuture<Map<String, String>> asked) throws IOException {
        String id = TopicIds.await(asked, this.key.topic());
        if (!id.equals(this.topicId)) {
            throw new ReplacedTopicException("Topic " + this.key.topic() + " was deleted and recreated: its id is " + id
                    + ", it was " + this.topicId);
        }
    }

    /** Offset after the last processed record. */
    long position() {
        return this.position;
    }

    /** Offset to commit, with the topic id as its metadata. */
    OffsetAndMetadata reached() {
        return new OffsetAndMetadata(this.position, this.topicId);
    }

    /**
     * Marks the removal as committed and returns it: its files must be deleted now. Call
     * it after {@link #committed}.
     */
    Optional<Removal> removed() {
        return this.retention.committed(this.flushed);
    }

    /** Marks the flushed rows as committed and returns their number. */
    FileTotals committed() {
        FileTotals added = this.writer.committed();
        this.tap.committed(added.rows(), this.sample);
        this.sample = null;
        this.committed = this.position;
        this.oldestRowAt = null;
        return added;
    }

    void showProgress() {
        this.status.showProgress(this.committed, this.writer, this.oldestRowAt);
    }

}

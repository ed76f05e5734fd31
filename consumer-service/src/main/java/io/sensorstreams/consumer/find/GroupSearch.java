package io.sensorstreams.consumer.find;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.common.ledger.LedgerGap.Kind;
import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.common.wire.DeadLetter;
import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.consumer.files.CommittedFile;
import io.sensorstreams.consumer.files.FileNotFoundException;
import io.sensorstreams.consumer.find.RowPlace.State;
import io.sensorstreams.consumer.format.DamagedContentException;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.format.LineFormat;
import io.sensorstreams.consumer.parquet.output.ParquetFormat;
import io.sensorstreams.consumer.reread.RecordSource;
import io.sensorstreams.consumer.reread.SinkLines;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.standing.CommittedState;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Finds where one record is in the files of one group, or why it is in none.
 *
 * @param readable finds a file on this disk or in an object store; throws a
 * {@link FileNotFoundException} when it is not there
 * @param records the partition of the record
 * @param begin offset of the first record that Kafka still has
 */
record GroupSearch(Sink sink, CommittedState state, ReadableFiles readable, RecordSource records, long begin) {

    interface ReadableFiles {

        CommittedFile get(LedgerEntry entry) throws StoreException;

    }

    private static final String LATE = "There was not enough time to find the line";

    RowPlace find(ConsumerRecord<byte[], byte[]> record) throws IOException {
        String group = this.sink.group();
        long offset = record.offset();
        long next = this.state.nextOffset();
        if (offset >= next) {
            return RowPlace.notWritten(group, offset - next + 1,
                    "The group has committed up to offset " + next + "; it writes the row later");
        }
        LineFormat format = ParquetFormat.of(this.sink.format());
        try {
            format.read(record.value());
        }
        catch (MalformedRowException e) {
            return gap(offset, (gap) -> !gap.isRetention()).orElseGet(
                    () -> RowPlace.nowhere(group, State.DEAD_LETTER, "The record is not a row, so it went to topic "
                            + DeadLetter.topicOf(record.topic()) + ": " + e.getMessage()));
        }
        List<RowPlace> holders = holders(record);
        if (!holders.isEmpty()) {
            return holders.get(0);
        }
        return gap(offset, (gap) -> gap.kind() != Kind.LETTER_REFUSED).orElseGet(() -> RowPlace.nowhere(group,
                State.MISSING,
                "No file in the ledger has the row, although the group has committed its offset; an audit shows more"));
    }

    private Optional<RowPlace> gap(long offset, Predicate<LedgerGap> meant) {
        return this.state.gaps()
            .stream()
            .filter((gap) -> gap.from() <= offset && offset < gap.to() && meant.test(gap))
            .map((gap) -> RowPlace.nowhere(gap.group(), stateOf(gap.kind()), gap.reason()))
            .findFirst();
    }

    private static State stateOf(Kind kind) {
        return switch (kind) {
            case SKIPPED -> State.SKIPPED;
            case LETTER_REFUSED -> State.DEAD_LETTER;
            case DELETED, FILES_LOST -> State.LOST;
            case RETENTION -> State.REMOVED;
        };
    }

    /** Files with the columns of the row, then files whose columns are not known. */
    private List<RowPlace> holders(ConsumerRecord<byte[], byte[]> record) throws IOException {
        List<RowPlace> certain = new ArrayList<>();
        List<RowPlace> possible = new ArrayList<>();
        for (LedgerEntry entry : this.state.files()) {
            if (entry.firstOffset() <= record.offset() && record.offset() < entry.nextOffset()) {
                add(entry, record, certain, possible);
            }
        }
        certain.addAll(possible);
        return certain;
    }

    private void add(LedgerEntry entry, ConsumerRecord<byte[], byte[]> record, List<RowPlace> certain,
            List<RowPlace> possible) throws IOException {
        try {
            CommittedFile file = this.readable.get(entry);
            FileFormat ending = FileFormat.of(entry.file());
            if (ending.isParquet()) {
                possible.add(RowPlace.in(entry, "The file has no lines, so the row has no line in it"));
                return;
            }
            LineFormat format = ending.create();
            format.resumeFile(firstLine(file));
            format.read(record.value());
            if (format.fits(format.file())) {
                certain.add(line(file, record));
            }
        }
        catch (FileNotFoundException | StoreException e) {
            addElsewhere(entry, record, String.valueOf(e.getMessage()), certain, possible);
        }
        catch (NoSuchFileException e) {
            addElsewhere(entry, record, "The file was deleted during the search", certain, possible);
        }
        catch (MalformedRowException | DamagedContentException e) {
            possible.add(RowPlace.in(entry, "The file has no readable lines: " + e.getMessage()));
        }
    }

    private static byte[] firstLine(CommittedFile file) throws IOException {
        byte[] line = FileLine.firstLine(file);
        return Arrays.copyOf(line, Math.max(0, line.length - 1));
    }

    private RowPlace line(CommittedFile file, ConsumerRecord<byte[], byte[]> record)
            throws IOException, MalformedRowException {
        try {
            return FileLine.find(file, this.records, record.offset(), this.begin)
                .map((line) -> RowPlace.at(file.entry(), line))
                .orElseGet(() -> RowPlace.in(file.entry(),
                        "The file does not have the row where it should be; an audit shows more"));
        }
        catch (RowSearchTimeoutException e) {
            return RowPlace.in(file.entry(), LATE);
        }
    }

    private void addElsewhere(LedgerEntry entry, ConsumerRecord<byte[], byte[]> record, String reason,
            List<RowPlace> certain, List<RowPlace> possible) {
        try {
            Optional<LineFormat> started = startFile(entry);
            if (started.isEmpty()) {
                possible.add(RowPlace.in(entry, reason));
                return;
            }
            LineFormat format = started.get();
            format.read(record.value());
            if (format.fits(format.file())) {
                certain.add(RowPlace.in(entry, reason));
            }
        }
        catch (RowSearchTimeoutException e) {
            possible.add(RowPlace.in(entry, LATE));
        }
        catch (MalformedRowException e) {
            throw new IllegalStateException("The value was read before", e);
        }
    }

    /** The first record of a file tells its columns, if Kafka still has it. */
    private Optional<LineFormat> startFile(LedgerEntry entry) {
        long first = entry.firstOffset();
        if (first < this.begin) {
            return Optional.empty();
        }
        SinkLines lines = new SinkLines(this.records.read(first, first + 1), FileFormat.of(entry.file()),
                (read) -> true);
        if (!lines.advance(first + 1)) {
            return Optional.empty();
        }
        lines.startFile();
        return Optional.of(lines.format());
    }

}

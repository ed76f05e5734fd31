package io.sensorstreams.consumer.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.consumer.format.FileColumns;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.reread.SinkLines;

/**
 * Files of one partition whose ranges of offsets overlap. Each has the rows of one set of
 * columns. Files with the same set do not overlap, so a record's file follows from its
 * offset and columns. Records must be passed in offset order. Not thread-safe.
 */
final class SharedRange {

    private final List<Segment> segments;

    private final FileChecks checks;

    private final Map<Segment, FileColumns> columns = new HashMap<>();

    /**
     * Files whose columns only this disk knows, because Kafka lacks their first record.
     */
    private final Set<Segment> readHere = new HashSet<>();

    /** Files whose range contains the current offset. */
    private final List<Segment> active = new ArrayList<>();

    private int begun;

    private SharedRange(List<Segment> segments, FileChecks checks) {
        this.segments = segments;
        this.checks = checks;
    }

    /** Splits the files, given by first offset, at offsets that no file spans. */
    static List<SharedRange> split(List<Segment> segments, FileChecks checks) {
        List<SharedRange> ranges = new ArrayList<>();
        List<Segment> current = new ArrayList<>();
        long end = 0;
        for (Segment segment : segments) {
            if (!current.isEmpty() && segment.entry().firstOffset() >= end) {
                ranges.add(new SharedRange(List.copyOf(current), checks));
                current.clear();
            }
            current.add(segment);
            end = Math.max(end, segment.entry().nextOffset());
        }
        if (!current.isEmpty()) {
            ranges.add(new SharedRange(List.copyOf(current), checks));
        }
        return ranges;
    }

    List<Segment> segments() {
        return this.segments;
    }

    /** Files whose ranges overlap were written with the same settings. */
    FileFormat format() {
        return this.segments.get(0).format();
    }

    boolean isShared() {
        return this.segments.size() > 1;
    }

    long firstOffset() {
        return this.segments.get(0).entry().firstOffset();
    }

    long nextOffset() {
        return this.segments.stream().mapToLong((segment) -> segment.entry().nextOffset()).max().orElse(0);
    }

    /** Finds the file of the current record, if there is one, and continues it. */
    Optional<Segment> holderOf(SinkLines lines) {
        long offset = lines.offset();
        this.active.removeIf((segment) -> segment.entry().nextOffset() <= offset);
        while (this.begun < this.segments.size() && this.segments.get(this.begun).entry().firstOffset() <= offset) {
            Segment segment = this.segments.get(this.begun++);
            Optional<FileColumns> typed = this.checks.typedColumns(segment);
            if (typed.isPresent()) {
                this.columns.put(segment, typed.get());
            }
            else if (segment.entry().firstOffset() == offset) {
                lines.startFile();
                this.columns.put(segment, lines.format().file());
            }
            else {
                readColumns(lines, segment);
            }
            this.active.add(segment);
        }
        Optional<Segment> holder = this.active.stream()
            .filter((segment) -> columns(segment).filter(lines.format()::fits).isPresent())
            .findFirst();
        holder.flatMap(this::columns).ifPresent(lines.format()::continueFile);
        return holder.isPresent() ? holder
                : this.active.stream().filter((segment) -> columns(segment).isEmpty()).findFirst();
    }

    /** Reads the columns of a file whose first record is no longer in Kafka. */
    private void readColumns(SinkLines lines, Segment segment) {
        if (!this.checks.isReadable(segment) || segment.format().isParquet()) {
            return;
        }
        try (FileLines file = new FileLines(segment.lines(segment.open()))) {
            if (file.nextLine()) {
                lines.format().resumeFile(file.line());
                this.columns.put(segment, lines.format().file());
                this.readHere.add(segment);
            }
            file.checkStore();
        }
        catch (StoreException e) {
            this.checks.fail(segment, e);
        }
        catch (MalformedRowException e) {
            // The file has no valid header, so its columns stay unknown.
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether other disks take the current record, which fits no file, for one of a file
     * here. Then only this disk can find that it is in no file.
     */
    boolean isTakenElsewhere() {
        return this.active.stream().anyMatch(this.readHere::contains);
    }

    /** Columns of a file; unknown on another disk if Kafka lacks its first record. */
    Optional<FileColumns> columns(Segment segment) {
        return Optional.ofNullable(this.columns.get(segment));
    }

}

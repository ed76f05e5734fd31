package io.sensorstreams.consumer.sink;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.consumer.directory.PartitionDirectory;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.format.LineBuffer;
import io.sensorstreams.consumer.format.LineFormat;
import io.sensorstreams.consumer.format.OpenFile;
import io.sensorstreams.consumer.segment.CompleteSegments;
import io.sensorstreams.consumer.segment.OpenSegment;
import io.sensorstreams.consumer.segment.SegmentFormat;
import io.sensorstreams.consumer.segment.SegmentStore;
import org.jspecify.annotations.Nullable;

/**
 * Writes files that are committed as a whole. Rows wait in temporary files, one for each
 * set of columns. When one of them has reached a limit, all are completed, published and
 * committed together: the committed offset of the partition is then the one after their
 * last rows. A crash before that loses the temporary files, and the rows are read again.
 * Owned by one thread, not thread-safe.
 */
final class SegmentWriter implements PartitionWriter {

    private final WriterContext context;

    private final PartitionDirectory directory;

    private final RollPolicy roll;

    private final SegmentFormat segments;

    private final SegmentStore store;

    private final LineFormat rows;

    private final OpenFiles<OpenSegment> open;

    /** Files that a writer for another format left open; sealed with the next commit. */
    private final List<LedgerEntry> leftOpen;

    /** Segments that are complete and not committed. */
    private final CompleteSegments complete;

    /** When the first uncommitted row was appended. */
    private Instant since = Instant.MAX;

    /** Limit that the open segments have reached, if any. */
    private RollPolicy.@Nullable Reason reached;

    /** Creates a writer without open segments, which closes the recovered directory. */
    SegmentWriter(WriterContext context, SegmentFormat segments, SegmentStore store, List<LedgerEntry> committed) {
        this.context = context;
        this.directory = context.directory();
        this.roll = context.settings().roll();
        this.segments = segments;
        this.store = store;
        this.complete = new CompleteSegments(store);
        this.rows = segments.rows();
        this.open = new OpenFiles<>(this.rows, this.roll.maxOpen());
        this.leftOpen = new ArrayList<>(
                committed.stream().filter((entry) -> !entry.sealed()).map(LedgerEntry::seal).toList());
    }

    @Override
    public @Nullable OpenFile append(long offset, byte @Nullable [] value) throws MalformedRowException, IOException {
        return append(offset, value, null);
    }

    @Override
    public @Nullable OpenFile append(long offset, byte @Nullable [] value, byte @Nullable [] header)
            throws MalformedRowException, IOException {
        this.rows.read(value);
        OpenSegment segment = segmentFor(offset);
        if (segment != null) {
            segment.append(offset, Objects.requireNonNull(value), header);
        }
        return segment;
    }

    @Override
    public boolean takesHeaders() {
        return this.segments.takesHeaders();
    }

    /** Returns null when the segments must be committed first. */
    private @Nullable OpenSegment segmentFor(long offset) throws IOException {
        if (this.reached != null || !this.complete.isPublished()) {
            return null;
        }
        OpenSegment current = this.open.forValue();
        if (current == null) {
            this.rows.startFile(new LineBuffer());
            if (this.open.inTheWayOf(this.rows.file()).isPresent()) {
                this.reached = RollPolicy.Reason.COLUMNS;
                return null;
            }
            return create(offset);
        }
        Optional<RollPolicy.Reason> full = this.roll.bySize(current.bytes(), current.rows());
        if (full.isPresent()) {
            this.reached = full.get();
            return null;
        }
        if (!current.fits()) {
            this.reached = RollPolicy.Reason.COLUMNS;
            return null;
        }
        return current;
    }

    private OpenSegment create(long offset) throws IOException {
        String name = this.context.fileName(offset);
        this.context.watch().requireNew(name);
        OpenSegment created = OpenSegment.create(this.directory, name, this.segments);
        this.open.add(created);
        this.context.watch().opened(created.temporary());
        Instant now = this.context.settings().clock().instant();
        this.since = now.isBefore(this.since) ? now : this.since;
        return created;
    }

    @Override
    public void checkDirectory() throws IOException {
        this.context.watch().checkNowAndThen();
    }

    @Override
    public void tidy() throws IOException {
        if (this.complete.isEmpty()) {
            this.store.tidy();
        }
    }

    /** The age of a segment is that of the oldest uncommitted row of the partition. */
    @Override
    public void rollByAge() {
        Instant now = this.context.settings().clock().instant();
        if (!this.open.isEmpty() && this.roll.byAge(Duration.between(this.since, now))) {
            this.reached = RollPolicy.Reason.AGE;
        }
    }

    /** Without rows, nothing waits: the position may be committed alone. */
    @Override
    public Due due() {
        if (!this.complete.isPublished()) {
            return Due.NOW;
        }
        if (this.open.isEmpty()) {
            return Due.AT_INTERVALS;
        }
        return (this.reached != null || this.open.any(this::isFull)) ? Due.NOW : Due.LATER;
    }

    private boolean isFull(OpenSegment segment) {
        return this.roll.bySize(segment.bytes(), segment.rows()).isPresent();
    }

    @Override
    public boolean isChanged() {
        return !this.open.isEmpty() || !this.complete.isEmpty() || this.store.awaitsCommit();
    }

    @Override
    public FileTotals uncommitted() {
        return FileTotals.of(this.complete.entries()).plus(this.open.totals());
    }

    @Override
    public boolean publish(BooleanSupplier enough) throws IOException {
        RollPolicy.Reason reason = reason();
        for (OpenSegment segment : this.open.all()) {
            complete(segment, reason);
        }
        if (this.complete.isPublished()) {
            return true;
        }
        // Before the first rename: another writer may use a directory of this name now.
        this.context.watch().check();
        return this.complete.publish(enough);
    }

    @Override
    public List<LedgerEntry> flush() throws IOException {
        publish(() -> false);
        this.context.watch().check();
        List<LedgerEntry> entries = new ArrayList<>(this.leftOpen);
        entries.addAll(this.complete.entries());
        return entries;
    }

    private RollPolicy.Reason reason() {
        RollPolicy.Reason known = this.reached;
        if (known != null) {
            return known;
        }
        return this.open.all()
            .stream()
            .flatMap((segment) -> this.roll.bySize(segment.bytes(), segment.rows()).stream())
            .findFirst()
            .orElse(RollPolicy.Reason.RELEASED);
    }

    private void complete(OpenSegment segment, RollPolicy.Reason reason) throws IOException {
        this.context.force(segment::complete);
        LedgerEntry entry = this.context.entry(segment)
            .nextOffset(segment.nextOffset())
            .crc32c(segment.checksum())
            .sealed(true)
            .disk(this.store.disk())
            .build();
        this.complete.add(segment.temporary(), entry);
        this.open.remove(segment);
        segment.close();
        this.context.ended(segment, reason, "Completed output file");
    }

    @Override
    public FileTotals committed() {
        FileTotals added = uncommitted();
        this.context.committed(added);
        this.store.committed();
        this.leftOpen.clear();
        this.complete.committed();
        this.since = Instant.MAX;
        this.reached = null;
        return added;
    }

    @Override
    public boolean holds(LedgerEntry file) {
        return this.context.holds(file);
    }

    @Override
    public Optional<Instant> writtenAt(LedgerEntry file) throws IOException {
        return this.context.writtenAt(file);
    }

    @Override
    public void delete(List<LedgerEntry> removed) throws IOException {
        this.context.delete(removed);
    }

    @Override
    public FileTotals committedTotals() {
        return this.context.committed();
    }

    /** No file is open in the ledger. */
    @Override
    public Optional<String> committedFile() {
        return Optional.empty();
    }

    /**
     * Deletes temporary and published files.
     * @throws RecoveryException when files were removed or replaced
     */
    @Override
    public void cutBack() throws IOException {
        List<String> temporary = new ArrayList<>(this.open.all().stream().map(OpenSegment::temporary).toList());
        temporary.addAll(this.complete.temporary());
        try (this.directory) {
            try (this.open) {
                this.context.watch().check();
            }
            for (String name : temporary) {
                this.directory.delete(name);
            }
            this.complete.delete();
        }
    }

    /** Temporary files are left to the next recovery. */
    @Override
    public void close() throws IOException {
        try (this.directory) {
            this.open.close();
        }
    }

}

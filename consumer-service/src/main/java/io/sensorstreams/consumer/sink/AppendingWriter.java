package io.sensorstreams.consumer.sink;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.consumer.directory.PartitionDirectory;
import io.sensorstreams.consumer.format.FileColumns;
import io.sensorstreams.consumer.format.LineBuffer;
import io.sensorstreams.consumer.format.LineFormat;
import org.jspecify.annotations.Nullable;

/**
 * Appends rows to output files, so that each commit makes the files longer. Owned by one
 * thread, not thread-safe.
 */
final class AppendingWriter implements PartitionWriter {

    private final WriterContext context;

    private final WriterSettings settings;

    private final PartitionDirectory directory;

    private final DirectoryWatch watch;

    private final LineFormat format;

    /** Files that a previous writer left open; they are sealed with the next commit. */
    private final List<LedgerEntry> leftOpen = new ArrayList<>();

    /** Files that were sealed since the last commit. */
    private final List<LedgerEntry> sealed = new ArrayList<>();

    /** Files that were created since the last commit. */
    private final List<String> created = new ArrayList<>();

    private final OpenFiles<OutputFile> files;

    /** Files that were open at the last commit, the last one written at the end. */
    private List<LedgerEntry> committedFiles = List.of();

    /** Creates a writer without open files, which closes the recovered directory. */
    AppendingWriter(WriterContext context) {
        this.context = context;
        this.settings = context.settings();
        this.directory = context.directory();
        this.watch = context.watch();
        this.format = context.sink().format().create();
        this.files = new OpenFiles<>(this.format, this.settings.roll().maxOpen());
    }

    /** Reopens files, the last written first; others are sealed with the next commit. */
    void resume(List<RecoveredFile> recovered, List<LedgerEntry> committed) throws IOException {
        Deque<LedgerEntry> resumed = new ArrayDeque<>();
        try {
            for (RecoveredFile file : recovered) {
                String name = file.entry().file();
                FileColumns columns = file.columns(this.format, this.directory.path(name));
                if (this.files.takes(columns)) {
                    FileChannel channel = this.directory.append(name);
                    this.files.addOlder(new OutputFile(file, columns, channel, this.settings.clock().instant()));
                    this.watch.opened(name);
                    resumed.addFirst(file.entry());
                    this.context.log(name)
                        .addKeyValue("nextOffset", file.entry().nextOffset())
                        .log("Reopened output file");
                }
            }
        }
        catch (IOException | RuntimeException | Error e) {
            this.files.close();
            throw e;
        }
        this.committedFiles = List.copyOf(resumed);
        committed.stream()
            .filter((entry) -> !entry.sealed() && !resumed.contains(entry))
            .map(LedgerEntry::seal)
            .forEach(this.leftOpen::add);
    }

    @Override
    public OutputFile append(long offset, byte @Nullable [] value) throws MalformedRowException, IOException {
        this.format.read(value);
        OutputFile current = fileFor(offset);
        this.format.appendLine(current.buffer());
        current.added(offset);
        return current;
    }

    private OutputFile fileFor(long offset) throws IOException {
        OutputFile current = this.files.forValue();
        if (current != null) {
            Optional<RollPolicy.Reason> roll = this.settings.roll().bySize(current.bytes(), current.rows());
            if (roll.isEmpty()) {
                return current;
            }
            seal(current, roll.get());
        }
        return create(offset);
    }

    private OutputFile create(long offset) throws IOException {
        LineBuffer header = new LineBuffer();
        this.format.startFile(header);
        FileColumns columns = this.format.file();
        for (var oldest = this.files.inTheWayOf(columns); oldest.isPresent(); oldest = this.files.inTheWayOf(columns)) {
            seal(oldest.get(), RollPolicy.Reason.COLUMNS);
        }
        String name = this.context.fileName(offset);
        OutputFile created = new OutputFile(name, offset, columns, this.directory.create(name),
                this.settings.clock().instant());
        this.created.add(name);
        this.files.add(created);
        this.watch.opened(name);
        created.buffer().append(header.array(), 0, header.length());
        this.context.log(name).addKeyValue("nextOffset", offset).log("Opened new output file");
        return created;
    }

    @Override
    public void checkDirectory() throws IOException {
        this.watch.checkNowAndThen();
    }

    @Override
    public void rollByAge() throws IOException {
        Instant now = this.settings.clock().instant();
        for (OutputFile open : this.files.all()) {
            if (this.settings.roll().byAge(Duration.between(open.openedAt(), now))) {
                seal(open, RollPolicy.Reason.AGE);
            }
        }
    }

    private void seal(OutputFile current, RollPolicy.Reason reason) throws IOException {
        this.context.force(current::force);
        this.sealed.add(entry(current, true));
        this.files.remove(current);
        current.close();
        this.watch.closed(current.name());
        this.context.ended(current, reason, "Sealed output file");
    }

    /** Rows need not wait for others. */
    @Override
    public Due due() {
        return Due.AT_INTERVALS;
    }

    @Override
    public boolean isChanged() {
        return !this.sealed.isEmpty() || this.files.any(OutputFile::isChanged);
    }

    @Override
    public FileTotals uncommitted() {
        // Each file that was open at the last commit is still open or was sealed since.
        return FileTotals.of(this.sealed).plus(this.files.totals()).minus(FileTotals.of(this.committedFiles));
    }

    @Override
    public List<LedgerEntry> flush() throws IOException {
        List<OutputFile> changed = this.files.all().stream().filter(OutputFile::isChanged).toList();
        for (OutputFile file : changed) {
            this.context.force(file::force);
        }
        if (!this.created.isEmpty()) {
            this.directory.force();
        }
        // After the force, which succeeds even if the name of the file was removed.
        this.watch.check();
        List<LedgerEntry> entries = new ArrayList<>(this.leftOpen);
        entries.addAll(this.sealed);
        changed.forEach((file) -> entries.add(entry(file, false)));
        return entries;
    }

    private LedgerEntry entry(OutputFile current, boolean sealed) {
        return this.context.entry(current)
            .nextOffset(current.nextOffset())
            .crc32c(current.checksum())
            .sealed(sealed)
            .build();
    }

    @Override
    public FileTotals committed() {
        FileTotals added = uncommitted();
        this.context.committed(added);
        this.leftOpen.clear();
        this.sealed.clear();
        this.created.clear();
        this.files.all().forEach(OutputFile::committed);
        this.committedFiles = this.files.all().stream().map((file) -> entry(file, false)).toList();
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

    @Override
    public Optional<String> committedFile() {
        int count = this.committedFiles.size();
        return (count > 0) ? Optional.of(this.committedFiles.get(count - 1).file()) : Optional.empty();
    }

    @Override
    public void cutBack() throws IOException {
        try (this.directory) {
            try (this.files) {
                this.watch.check();
            }
            for (String name : this.created) {
                this.directory.delete(name);
            }
            for (LedgerEntry committed : this.committedFiles) {
                this.directory.cut(committed.file(), committed.bytes());
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (this.directory) {
            this.files.close();
        }
    }

}

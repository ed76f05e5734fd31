package io.sensorstreams.consumer.sink;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.wire.MalformedRowException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Output files of one topic partition, a line for each record in offset order. Rows are
 * {@linkplain #append appended}, {@linkplain #flush made durable}, and
 * {@linkplain #committed committed} by whoever owns the transaction; until then
 * {@link #cutBack} undoes them. Offsets grow but may skip. Owned by one thread, not
 * thread-safe.
 */
public final class PartitionWriter {

    private static final Logger LOGGER = LoggerFactory.getLogger(PartitionWriter.class);

    private final Sink sink;

    private final int partition;

    private final WriterSettings settings;

    private final PartitionDirectory directory;

    private final LineFormat format;

    /** Files that were left open by others, to be sealed along with the next commit. */
    private final List<LedgerEntry> leftOpen = new ArrayList<>();

    /** Files that were sealed since the last commit. */
    private final List<LedgerEntry> sealed = new ArrayList<>();

    /** Files that did not exist at the last commit. */
    private final List<String> created = new ArrayList<>();

    private @Nullable OutputFile file;

    /** The open file as of the last commit. */
    private @Nullable LedgerEntry committedFile;

    private FileTotals committedTotals;

    private String disk = "";

    private PartitionWriter(Sink sink, int partition, WriterSettings settings, PartitionDirectory directory,
            List<LedgerEntry> committed) {
        this.sink = sink;
        this.partition = partition;
        this.settings = settings;
        this.directory = directory;
        this.format = sink.format().get();
        this.committedTotals = FileTotals.of(committed);
    }

    /**
     * Takes the partition's directory and makes it what the ledger says then.
     * @throws RecoveryException when bytes that are committed are missing or changed
     * @throws IOException when the disk fails or another writer has the directory
     */
    public static PartitionWriter open(Sink sink, int partition, Standing.Source source) throws IOException {
        PartitionDirectory directory = PartitionDirectory.open(sink.partitionDirectory(partition));
        try {
            Standing standing = source.find();
            PartitionWriter writer = new PartitionWriter(sink, partition, standing.settings(), directory,
                    standing.files());
            writer.recover(standing.files(), standing.offset());
            return writer;
        }
        catch (IOException | RuntimeException | Error e) {
            directory.close();
            throw e;
        }
    }

    private void recover(List<LedgerEntry> entries, long start) throws IOException {
        Optional<RecoveredFile> open = new Recovery(this.directory, this.sink, this.partition, this.settings)
            .run(entries, start, this.format.extension());
        this.disk = this.directory.label().map(DirectoryLabel::disk).orElseThrow();
        if (open.isPresent()) {
            resume(open.get());
        }
        entries.stream()
            .filter((entry) -> !entry.sealed() && !entry.equals(this.committedFile))
            .map(LedgerEntry::seal)
            .forEach(this.leftOpen::add);
    }

    private void resume(RecoveredFile open) throws IOException {
        LedgerEntry entry = open.entry();
        try {
            this.format.resumeFile(open.firstLine());
        }
        catch (MalformedRowException e) {
            throw new RecoveryException(
                    "File " + this.directory.path(entry.file()) + " has no readable first line: " + e.getMessage());
        }
        this.file = new OutputFile(open, this.directory.append(entry.file()), this.settings.clock().instant());
        this.committedFile = entry;
        log("Opened output file to go on", this.file);
    }

    /**
     * Appends a record's value as a row.
     * @throws MalformedRowException when it is no row; nothing is written
     * @throws IOException when the disk fails; rows up to the last commit stay
     */
    public void append(long offset, byte @Nullable [] value) throws MalformedRowException, IOException {
        this.format.read(value);
        OutputFile current = fileFor(offset);
        this.format.appendLine(current.buffer());
        current.added(offset);
    }

    private OutputFile fileFor(long offset) throws IOException {
        OutputFile current = this.file;
        if (current != null) {
            Optional<RollReason> roll = this.format.fits()
                    ? this.settings.roll().bySize(current.bytes(), current.rows()) : Optional.of(RollReason.COLUMNS);
            if (roll.isEmpty()) {
                return current;
            }
            seal(current, roll.get());
        }
        return create(offset);
    }

    private OutputFile create(long offset) throws IOException {
        String name = SegmentName.of(this.sink.topic(), this.partition, offset, this.format.extension());
        OutputFile created = new OutputFile(name, offset, this.directory.create(name), this.settings.clock().instant());
        this.created.add(name);
        this.file = created;
        this.format.startFile(created.buffer());
        log("Opened new output file", created);
        return created;
    }

    /** Seals the file if it is too old; takes effect with the next commit. */
    public void rollByAge() throws IOException {
        OutputFile current = this.file;
        if (current != null
                && this.settings.roll().byAge(Duration.between(current.openedAt(), this.settings.clock().instant()))) {
            seal(current, RollReason.AGE);
        }
    }

    private void seal(OutputFile current, RollReason reason) throws IOException {
        force(current);
        this.sealed.add(entry(current, true));
        current.close();
        this.file = null;
        this.settings.observer().rolled(reason);
        LOGGER.atInfo()
            .addKeyValue("topic", this.sink.topic())
            .addKeyValue("partition", this.partition)
            .addKeyValue("file", this.directory.path(current.name()))
            .addKeyValue("rows", current.rows())
            .addKeyValue("bytes", current.bytes())
            .addKeyValue("reason", reason)
            .log("Sealed output file");
    }

    private void force(OutputFile current) throws IOException {
        long begin = System.nanoTime();
        current.force();
        this.settings.observer().forced(Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Whether there are rows or seals that are not committed. */
    public boolean isChanged() {
        return !this.sealed.isEmpty() || (this.file != null && this.file.isChanged());
    }

    /** Rows and bytes that are not committed, buffered ones included. */
    public FileTotals uncommitted() {
        FileTotals totals = FileTotals.of(this.sealed);
        if (this.file != null) {
            totals = totals.plus(new FileTotals(this.file.rows(), this.file.bytes()));
        }
        // The file of the last commit is the open one, or among those sealed since.
        LedgerEntry before = this.committedFile;
        return (before != null) ? totals.minus(new FileTotals(before.rows(), before.bytes())) : totals;
    }

    /**
     * Makes all rows durable.
     * @return the entries to commit, one for each file that changed since the last commit
     */
    public List<LedgerEntry> flush() throws IOException {
        OutputFile current = this.file;
        if (current != null && current.isChanged()) {
            force(current);
        }
        if (!this.created.isEmpty()) {
            this.directory.force();
        }
        List<LedgerEntry> entries = new ArrayList<>(this.leftOpen);
        entries.addAll(changedFiles());
        return entries;
    }

    private List<LedgerEntry> changedFiles() {
        List<LedgerEntry> changed = new ArrayList<>(this.sealed);
        if (this.file != null && this.file.isChanged()) {
            changed.add(entry(this.file, false));
        }
        return changed;
    }

    private LedgerEntry entry(OutputFile current, boolean sealed) {
        return new LedgerEntry(this.sink.group(), this.sink.topic(), this.partition, current.name(),
                current.firstOffset(), current.nextOffset(), current.rows(), current.bytes(), current.checksum(),
                sealed, this.settings.owner(), this.settings.topicId(), this.disk);
    }

    /**
     * Takes note that what {@link #flush} returned is committed.
     * @return what the commit added to the totals
     */
    public FileTotals committed() {
        FileTotals added = uncommitted();
        this.committedTotals = this.committedTotals.plus(added);
        this.leftOpen.clear();
        this.sealed.clear();
        this.created.clear();
        this.committedFile = null;
        if (this.file != null) {
            this.file.committed();
            this.committedFile = entry(this.file, false);
        }
        return added;
    }

    /** All that is committed of this partition. */
    public FileTotals committedTotals() {
        return this.committedTotals;
    }

    /** Name of the open file as of the last commit. */
    public Optional<String> committedFile() {
        return Optional.ofNullable(this.committedFile).map(LedgerEntry::file);
    }

    /**
     * Cuts the files back to the last commit and closes them. Only when it is sure that
     * nothing more was committed.
     */
    public void cutBack() throws IOException {
        try (this.directory) {
            closeFile();
            for (String name : this.created) {
                this.directory.delete(name);
            }
            if (this.committedFile != null) {
                this.directory.cut(this.committedFile.file(), this.committedFile.bytes());
            }
        }
    }

    /** Closes the files as they are and lets the directory go. */
    public void close() throws IOException {
        try (this.directory) {
            closeFile();
        }
    }

    private void closeFile() throws IOException {
        if (this.file != null) {
            this.file.close();
            this.file = null;
        }
    }

    private void log(String message, OutputFile opened) {
        LOGGER.atInfo()
            .addKeyValue("topic", this.sink.topic())
            .addKeyValue("partition", this.partition)
            .addKeyValue("nextOffset", opened.nextOffset())
            .addKeyValue("file", this.directory.path(opened.name()))
            .log(message);
    }

}

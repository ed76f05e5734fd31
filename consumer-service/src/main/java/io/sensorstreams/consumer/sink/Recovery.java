package io.sensorstreams.consumer.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.directory.DirectoryLabel;
import io.sensorstreams.consumer.directory.PartitionDirectory;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.directory.SegmentName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores a partition's directory to the state in the ledger. Files are truncated to
 * their committed length. Files that are not in the ledger are deleted: they were never
 * committed, or a replay discarded them. Files of a topic that was replaced are set
 * aside. All files are checked before any of them is changed. Files on other disks are
 * ignored, even if they have the same names.
 */
final class Recovery {

    private static final Logger LOGGER = LoggerFactory.getLogger(Recovery.class);

    private final PartitionDirectory directory;

    private final Sink sink;

    private final int partition;

    private final Standing standing;

    private final WriterSettings settings;

    Recovery(PartitionDirectory directory, Sink sink, int partition, Standing standing) {
        this.directory = directory;
        this.sink = sink;
        this.partition = partition;
        this.standing = standing;
        this.settings = standing.settings();
    }

    /**
     * Recovers the directory for a writer.
     * @param extension extension of the files that the writer can continue
     * @return the files to continue, the last one written first
     * @throws RecoveryException when committed bytes are missing or changed
     */
    List<RecoveredFile> run(String extension) throws IOException {
        return run((label, damage) -> openFiles(this.standing.files(), label, extension, damage));
    }

    /**
     * Recovers the directory without a writer.
     * @throws RecoveryException when committed bytes are missing, or the files belong to
     * another topic of this name
     */
    void clear() throws IOException {
        run((label, damage) -> List.of());
    }

    private interface OpenFileCheck {

        List<RecoveredFile> check(DirectoryLabel label, Damage damage) throws IOException;

    }

    private List<RecoveredFile> run(OpenFileCheck openFiles) throws IOException {
        List<LedgerEntry> committed = this.standing.files();
        Optional<DirectoryLabel> found = this.directory.label();
        DirectoryLabel label = found
            .orElseGet(() -> DirectoryLabel.create(this.settings.cluster(), this.settings.topicId()));
        List<LedgerEntry> here = committed.stream().filter(label::holds).toList();
        List<String> unknown = unknownFiles(here);
        if (!unknown.isEmpty()) {
            checkOurs(found, unknown);
        }
        checkNothingGone(committed, label, found);
        boolean replaced = isReplaced(label);
        if (!replaced) {
            checkNeverCommitted(unknown, committed.stream().filter((entry) -> isElsewhere(entry, label)).toList(),
                    this.standing.offset());
        }
        checkUnknown(unknown);
        Damage damage = new Damage();
        for (LedgerEntry entry : here) {
            checkTopic(entry);
            damage.check(entry, () -> checkLength(entry));
        }
        List<RecoveredFile> open = openFiles.check(label, damage);
        damage.report();
        for (String name : unknown) {
            remove(name, replaced ? Optional.of("replaced-" + label.topicId()) : Optional.empty());
        }
        for (LedgerEntry entry : here) {
            cut(entry);
        }
        claim(found, label);
        // Always: a previous process may have been killed between a change and its force.
        this.directory.force();
        return open;
    }

    private List<String> unknownFiles(List<LedgerEntry> here) throws IOException {
        Set<String> known = here.stream().map(LedgerEntry::file).collect(Collectors.toSet());
        return this.directory.names()
            .stream()
            .filter((name) -> firstOffset(name).isPresent() && !known.contains(name))
            .toList();
    }

    /** Refuses to delete a file that may contain committed rows. */
    private void checkUnknown(List<String> unknown) throws RecoveryException {
        for (String name : unknown) {
            checkRegular(name, 0);
            if (this.standing.disputed().has(name)) {
                throw disputed(name, "and no valid one is known");
            }
        }
    }

    /**
     * Checks that the name belongs to a regular file.
     * @param rows committed rows that are missing otherwise
     */
    private void checkRegular(String name, long rows) throws RecoveryException {
        if (!this.directory.isRegularFile(name)) {
            throw new RecoveryException(
                    "File " + this.directory.path(name) + " is not a regular file; move it out of the directory", rows);
        }
    }

    private RecoveryException disputed(String name, String why) {
        return new RecoveryException(
                "The newest record of file " + this.directory.path(name) + " in the ledger is invalid, " + why
                        + "; the file is left as it is: see 'Invalid records' in docs/internal-topics.md");
    }

    private OptionalLong firstOffset(String name) {
        return SegmentName.firstOffset(this.sink.topic(), this.partition, name);
    }

    /**
     * Refuses to delete files that may be in another ledger or belong to another disk.
     */
    private void checkOurs(Optional<DirectoryLabel> label, List<String> unknown) throws IOException {
        if (label.isEmpty()) {
            throw new RecoveryException("File " + this.directory.path(unknown.get(0)) + " is not in the ledger, and its"
                    + " directory has no file " + DirectoryLabel.FILE
                    + " that identifies it; restore that file, or move the files out of the directory");
        }
        String cluster = label.get().cluster();
        if (!cluster.equals(this.settings.cluster())) {
            throw new RecoveryException("Directory " + this.directory.path("") + " has files of Kafka cluster "
                    + cluster + ", but this is cluster " + this.settings.cluster()
                    + "; move them away, or set another output directory");
        }
    }

    /**
     * Checks that the files that this instance wrote are here. No other instance's disk
     * has them.
     */
    private void checkNothingGone(List<LedgerEntry> committed, DirectoryLabel label, Optional<DirectoryLabel> found)
            throws RecoveryException {
        List<LedgerEntry> elsewhere = committed.stream().filter((entry) -> !label.holds(entry)).toList();
        IdleDirectory.checkNoneOf(this.settings.owner(), elsewhere, this.directory.path("").toString(),
                found.map((other) -> "its file " + DirectoryLabel.FILE + " has disk id '" + other.disk() + "'")
                    .orElse("it has no file " + DirectoryLabel.FILE));
    }

    private boolean isReplaced(DirectoryLabel label) {
        return !label.topicId().isEmpty() && !label.topicId().equals(this.settings.topicId());
    }

    /** Entries of the first release contain no disk id. */
    private static boolean isElsewhere(LedgerEntry entry, DirectoryLabel label) {
        return entry.disk().isEmpty() || !label.holds(entry);
    }

    /**
     * Checks that unknown files were never committed, so that deleting them loses no row.
     * A file was never committed if it starts after all committed rows, or with a row
     * that is committed in a file on another disk: a partition is committed to one disk
     * at a time.
     */
    private void checkNeverCommitted(List<String> unknown, List<LedgerEntry> elsewhere, long start)
            throws RecoveryException {
        for (String name : unknown) {
            long first = firstOffset(name).orElseThrow();
            boolean covered = elsewhere.stream()
                .anyMatch((entry) -> entry.firstOffset() <= first && first < entry.nextOffset());
            if (first < start && !covered) {
                throw new RecoveryException("File " + this.directory.path(name) + " is not in the ledger, but starts"
                        + " before the committed offset " + start + "; move it out of the directory");
            }
        }
    }

    /** Writes the label only when it changed, because a full disk accepts no write. */
    private void claim(Optional<DirectoryLabel> found, DirectoryLabel label) throws IOException {
        DirectoryLabel claimed = label.with(this.settings.cluster(), this.settings.topicId());
        if (!found.equals(Optional.of(claimed))) {
            this.directory.label(claimed);
        }
    }

    private void checkTopic(LedgerEntry entry) throws RecoveryException {
        if (!entry.isOfTopic(this.settings.topicId())) {
            throw new RecoveryException("File " + this.directory.path(entry.file()) + " has rows of topic id "
                    + entry.topicId() + ", but topic " + this.sink.topic() + " has id " + this.settings.topicId()
                    + " now; stop group " + this.sink.group() + " and replay it from the beginning");
        }
    }

    private void checkLength(LedgerEntry entry) throws IOException {
        if (!this.directory.exists(entry.file())) {
            throw new RecoveryException("File " + this.directory.path(entry.file()) + " is missing, but the"
                    + " ledger has " + entry.bytes() + " bytes of it; " + remedy(entry), entry.rows());
        }
        checkRegular(entry.file(), entry.rows());
        long size = this.directory.size(entry.file());
        if (size > entry.bytes() && this.standing.disputed().has(entry.file())) {
            throw disputed(entry.file(),
                    "and the file has " + size + " bytes, but the valid one before it " + entry.bytes());
        }
        if (size < entry.bytes()) {
            throw new RecoveryException("File " + this.directory.path(entry.file()) + " has " + size
                    + " bytes, but the ledger has " + entry.bytes() + " of it; " + remedy(entry), entry.rows());
        }
    }

    private String remedy(LedgerEntry entry) {
        return "restore it, or stop group " + this.sink.group() + " and replay topic " + this.sink.topic()
                + " from offset " + entry.firstOffset() + " or before";
    }

    /** Checks the open files on this disk. A writer on another disk seals them. */
    private List<RecoveredFile> openFiles(List<LedgerEntry> committed, DirectoryLabel label, String extension,
            Damage damage) throws IOException {
        List<LedgerEntry> open = committed.stream()
            .filter((entry) -> !entry.sealed() && entry.file().endsWith("." + extension) && label.holds(entry))
            .sorted(Comparator.comparingLong(LedgerEntry::nextOffset).reversed())
            .toList();
        List<RecoveredFile> checked = new ArrayList<>();
        for (LedgerEntry entry : open) {
            damage.check(entry, () -> checked.add(check(entry)));
        }
        return checked;
    }

    private RecoveredFile check(LedgerEntry entry) throws IOException {
        RecoveredFile file;
        try (InputStream in = this.directory.read(entry.file())) {
            file = read(entry, in);
        }
        String found = String.format("%08x", file.checksum().getValue());
        if (!found.equals(entry.crc32c())) {
            throw new RecoveryException(
                    "File " + this.directory.path(entry.file()) + " has CRC-32C " + found + " in its first "
                            + entry.bytes() + " bytes, but the ledger has " + entry.crc32c() + "; " + remedy(entry),
                    entry.rows());
        }
        return file;
    }

    /** Reads the committed bytes of a file, or fewer when the file is shorter. */
    static RecoveredFile read(LedgerEntry entry, InputStream in) throws IOException {
        CRC32C checksum = new CRC32C();
        ByteArrayOutputStream firstLine = new ByteArrayOutputStream();
        byte[] chunk = new byte[64 * 1024];
        boolean inFirstLine = true;
        for (long left = entry.bytes(); left > 0;) {
            int length = in.readNBytes(chunk, 0, (int) Math.min(chunk.length, left));
            if (length == 0) {
                break;
            }
            checksum.update(chunk, 0, length);
            inFirstLine = inFirstLine && !copyLine(chunk, length, firstLine);
            left -= length;
        }
        return new RecoveredFile(entry, checksum, firstLine.toByteArray());
    }

    /** Copies bytes up to the line end; returns whether there was one. */
    private static boolean copyLine(byte[] chunk, int length, ByteArrayOutputStream line) {
        for (int i = 0; i < length; i++) {
            if (chunk[i] == '\n') {
                return true;
            }
            line.write(chunk[i]);
        }
        return false;
    }

    private void remove(String name, Optional<String> aside) throws IOException {
        if (aside.isPresent()) {
            this.directory.setAside(name, aside.get());
        }
        else {
            this.directory.delete(name);
        }
        LOGGER.atInfo()
            .addKeyValue("topic", this.sink.topic())
            .addKeyValue("partition", this.partition)
            .addKeyValue("file", this.directory.path(name))
            .log(aside.isPresent() ? "Set aside a file of the topic that was replaced"
                    : "Deleted a file that is not in the ledger: it was never committed, or a replay discarded it");
    }

    private void cut(LedgerEntry entry) throws IOException {
        if (this.directory.size(entry.file()) == entry.bytes()) {
            return;
        }
        LOGGER.atInfo()
            .addKeyValue("topic", this.sink.topic())
            .addKeyValue("partition", this.partition)
            .addKeyValue("file", this.directory.path(entry.file()))
            .addKeyValue("from", this.directory.size(entry.file()))
            .addKeyValue("to", entry.bytes())
            .log("Truncated a file to its committed length");
        this.directory.cut(entry.file(), entry.bytes());
    }

}

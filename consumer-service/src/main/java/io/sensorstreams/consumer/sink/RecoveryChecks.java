package io.sensorstreams.consumer.sink;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerName;
import io.sensorstreams.consumer.directory.DirectoryLabel;
import io.sensorstreams.consumer.directory.PartitionDirectory;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.directory.SegmentName;

/**
 * Compares a partition's directory with the ledger before a recovery changes it. Changes
 * nothing. Files on other disks are ignored, even if they have the same names.
 */
final class RecoveryChecks {

    private final PartitionDirectory directory;

    private final Sink sink;

    private final int partition;

    private final RecoveryTarget target;

    private final WriterSettings settings;

    private final Optional<DirectoryLabel> found;

    private final DirectoryLabel label;

    private final List<LedgerEntry> here;

    /** Names of output files in the directory that are not in the ledger. */
    private final List<String> unknown;

    /** Names of files that were never complete. */
    private final List<String> temporary;

    RecoveryChecks(PartitionDirectory directory, Sink sink, int partition, RecoveryTarget target) throws IOException {
        this.directory = directory;
        this.sink = sink;
        this.partition = partition;
        this.target = target;
        this.settings = target.settings();
        this.found = directory.label();
        this.label = this.found
            .orElseGet(() -> DirectoryLabel.create(this.settings.cluster(), this.settings.topicId()));
        this.here = target.files().stream().filter(this.label::holds).toList();
        List<String> names = directory.names();
        this.unknown = findUnknown(names);
        this.temporary = names.stream()
            .filter((name) -> SegmentName.isTemporary(sink.topic(), partition, name))
            .toList();
    }

    List<LedgerEntry> here() {
        return this.here;
    }

    List<String> unknown() {
        return this.unknown;
    }

    List<String> temporary() {
        return this.temporary;
    }

    Optional<String> replacedTopic() {
        return isReplaced() ? Optional.of(this.label.topicId()) : Optional.empty();
    }

    /** Label to write, if it is another one: a full disk accepts no write. */
    Optional<DirectoryLabel> newLabel() {
        DirectoryLabel claimed = this.label.with(this.settings.cluster(), this.settings.topicId());
        return this.found.equals(Optional.of(claimed)) ? Optional.empty() : Optional.of(claimed);
    }

    /**
     * Checks all files, and the content of those that a writer continues.
     * @return the continued files, the last one written first
     * @throws RecoveryException when committed bytes are missing or changed, or when a
     * recovery could remove committed bytes
     */
    List<RecoveredFile> run(Predicate<LedgerEntry> continued) throws IOException {
        if (!this.unknown.isEmpty()) {
            checkOurs();
        }
        checkNothingGone();
        if (!isReplaced()) {
            checkNeverCommitted();
        }
        checkUnknown();
        Damage damage = new Damage();
        for (LedgerEntry entry : this.here) {
            checkTopic(entry);
            damage.check(entry, () -> checkLength(entry));
        }
        List<RecoveredFile> open = new ArrayList<>();
        List<LedgerEntry> lastFirst = this.here.stream()
            .filter(continued)
            .sorted(Comparator.comparingLong(LedgerEntry::nextOffset).reversed())
            .toList();
        for (LedgerEntry entry : lastFirst) {
            damage.check(entry, () -> open.add(read(entry)));
        }
        damage.report();
        return open;
    }

    private boolean isReplaced() {
        return !this.label.topicId().isEmpty() && !this.label.topicId().equals(this.settings.topicId());
    }

    private List<String> findUnknown(List<String> names) {
        Set<String> known = this.here.stream().map(LedgerEntry::file).collect(Collectors.toSet());
        return names.stream().filter((name) -> firstOffset(name).isPresent() && !known.contains(name)).toList();
    }

    private void checkUnknown() throws RecoveryException {
        for (String name : this.temporary) {
            checkRegular(name, 0);
        }
        for (String name : this.unknown) {
            checkRegular(name, 0);
            if (this.target.disputed().has(name)) {
                throw disputed(name, "and no valid one is known");
            }
        }
    }

    /** Checks a file with this many committed rows. */
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

    /** Whether retention removed a file that is not in the ledger. */
    boolean isRemoved(String name) {
        return this.target.isRemoved(firstOffset(name).orElseThrow());
    }

    private OptionalLong firstOffset(String name) {
        return LedgerName.firstOffset(this.sink.topic(), this.partition, name);
    }

    /** Unknown files may be in another ledger or belong to another disk. */
    private void checkOurs() throws IOException {
        if (this.found.isEmpty()) {
            throw new RecoveryException("File " + this.directory.path(this.unknown.get(0))
                    + " is not in the ledger, and its directory has no file " + DirectoryLabel.FILE
                    + " that identifies it; restore that file, or move the files out of the directory");
        }
        String cluster = this.label.cluster();
        if (!cluster.equals(this.settings.cluster())) {
            throw new RecoveryException("Directory " + this.directory.path("") + " has files of Kafka cluster "
                    + cluster + ", but this is cluster " + this.settings.cluster()
                    + "; move them away, or set another output directory");
        }
    }

    /** No other instance's disk has the files that this instance wrote. */
    private void checkNothingGone() throws RecoveryException {
        List<LedgerEntry> elsewhere = this.target.files().stream().filter((entry) -> !this.label.holds(entry)).toList();
        checkNoneOf(this.settings.owner(), elsewhere, this.directory.path("").toString(),
                this.found.map((other) -> "its file " + DirectoryLabel.FILE + " has disk id '" + other.disk() + "'")
                    .orElse("it has no file " + DirectoryLabel.FILE));
    }

    /** Files that this instance wrote are on no other instance's disk: here or lost. */
    static void checkNoneOf(String owner, List<LedgerEntry> elsewhere, String directory, String found)
            throws RecoveryException {
        List<LedgerEntry> gone = elsewhere.stream()
            .filter((entry) -> entry.owner().equals(owner) && !entry.isInStore())
            .toList();
        if (!gone.isEmpty()) {
            LedgerEntry first = gone.get(0);
            long rows = gone.stream().mapToLong(LedgerEntry::rows).sum();
            throw new RecoveryException(
                    ("Directory %s is missing %d files with %d rows that this instance '%s' wrote on disk"
                            + " '%s': %s; restore the directory with its contents, or stop group %s and replay topic %s"
                            + " from offset %d or before")
                        .formatted(directory, gone.size(), rows, owner, first.disk(), found, first.group(),
                                first.topic(), first.firstOffset()),
                    rows);
        }
    }

    /** Entries of the first release contain no disk id. */
    private boolean isElsewhere(LedgerEntry entry) {
        return entry.disk().isEmpty() || !this.label.holds(entry);
    }

    /**
     * Checks that deleting the unknown files loses no row. A file was never committed if
     * it starts after all committed rows, or with a row that is committed on another
     * disk: a partition is committed to one disk at a time. A file in a range of
     * retention was removed from the ledger, and its deletion was interrupted.
     */
    private void checkNeverCommitted() throws RecoveryException {
        long start = this.target.offset();
        for (String name : this.unknown) {
            long first = firstOffset(name).orElseThrow();
            boolean covered = this.target.files()
                .stream()
                .filter(this::isElsewhere)
                .anyMatch((entry) -> entry.firstOffset() <= first && first < entry.nextOffset());
            if (first < start && !covered && !isRemoved(name)) {
                throw new RecoveryException("File " + this.directory.path(name) + " is not in the ledger, but starts"
                        + " before the committed offset " + start + "; move it out of the directory");
            }
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
        if (size > entry.bytes() && this.target.disputed().has(entry.file())) {
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

    private RecoveredFile read(LedgerEntry entry) throws IOException {
        RecoveredFile file;
        try (InputStream in = this.directory.read(entry.file())) {
            file = RecoveredFile.read(entry, in);
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

}

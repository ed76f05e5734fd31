package io.sensorstreams.consumer.sink;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.directory.DirectoryLabel;
import io.sensorstreams.consumer.directory.PartitionDirectory;
import io.sensorstreams.consumer.directory.RecoveryException;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a partition's directory, its label or a file in it was removed or replaced
 * while a writer has it. An open file can be written and forced long after its name is
 * gone. Owned by the writer's thread.
 */
final class DirectoryWatch {

    /** Time between two looks at a directory, beside those before each commit. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final PartitionDirectory directory;

    private final Sink sink;

    private final String disk;

    private final Clock clock;

    private final Object directoryKey;

    /** Names of all output files that must be there. */
    private final Set<String> files = new HashSet<>();

    private final Path labelPath;

    private List<Object> labelState;

    /** Keys of the files that are written. */
    private final Map<Path, Object> open = new HashMap<>();

    /** Keys and sizes of the files that were closed since the last commit. */
    private final Map<Path, List<Object>> closed = new HashMap<>();

    private @Nullable FileTime listed;

    private Instant next;

    /**
     * Starts to watch a directory that was just recovered.
     * @param committed the partition's files in the ledger
     * @param disk id of the directory, as its label says
     */
    DirectoryWatch(PartitionDirectory directory, Sink sink, List<LedgerEntry> committed, String disk, Clock clock)
            throws IOException {
        this.directory = directory;
        this.sink = sink;
        this.disk = disk;
        this.clock = clock;
        this.directoryKey = key(directory.attributes(directory.path()));
        this.labelPath = directory.path(DirectoryLabel.FILE);
        this.labelState = state(directory.attributes(this.labelPath));
        committed.stream().filter((entry) -> entry.isOn(disk)).forEach((entry) -> this.files.add(entry.file()));
        this.next = clock.instant().plus(INTERVAL);
    }

    /** Some file systems have no keys. */
    private static Object key(BasicFileAttributes attributes) {
        return Objects.requireNonNullElse(attributes.fileKey(), "");
    }

    /** The key alone is not enough: a file may get that of one that was just removed. */
    private static List<Object> state(BasicFileAttributes attributes) {
        return List.of(key(attributes), attributes.size(), attributes.lastModifiedTime());
    }

    /** Takes note of a file that is written from now on. */
    void opened(String file) throws IOException {
        this.files.add(file);
        Path path = this.directory.path(file);
        this.open.put(path, key(this.directory.attributes(path)));
    }

    /**
     * Takes note that a file is not written any more. Until the next commit it may still
     * have to be truncated.
     * @throws RecoveryException when it was removed or replaced
     */
    void closed(String file) throws IOException {
        Path path = this.directory.path(file);
        checkKey(path, Objects.requireNonNull(this.open.get(path), "opened"), "File");
        this.closed.put(path, closedState(present(path, "File")));
        this.open.remove(path);
    }

    /** The key alone is not enough, like for the label. */
    private static List<Object> closedState(BasicFileAttributes attributes) {
        return List.of(key(attributes), attributes.size());
    }

    /** Takes note that all that was written is committed. */
    void committed() {
        this.closed.clear();
    }

    /**
     * Checks from time to time.
     * @throws RecoveryException when something is not there any more
     */
    void checkNowAndThen() throws IOException {
        if (!this.clock.instant().isBefore(this.next)) {
            this.next = this.clock.instant().plus(INTERVAL);
            check();
            checkNames();
        }
    }

    /**
     * Checks directory, label, and the files that were written since the last commit.
     * @throws RecoveryException when one of them is not there any more
     */
    void check() throws IOException {
        checkKey(this.directory.path(), this.directoryKey, "Directory");
        List<Object> label = state(present(this.labelPath, "File"));
        if (!label.equals(this.labelState)) {
            checkLabel();
            this.labelState = label;
        }
        for (Map.Entry<Path, Object> file : this.open.entrySet()) {
            checkKey(file.getKey(), file.getValue(), "File");
        }
        for (Map.Entry<Path, List<Object>> file : this.closed.entrySet()) {
            if (!closedState(present(file.getKey(), "File")).equals(file.getValue())) {
                throw gone("File " + file.getKey() + " was replaced while the partition was written");
            }
        }
    }

    private void checkLabel() throws IOException {
        String found = this.directory.label().map(DirectoryLabel::disk).orElse("");
        if (!found.equals(this.disk)) {
            throw gone("File " + this.labelPath + " was replaced while the files beside it"
                    + " were written: it says disk '" + found + "' and said '" + this.disk + "'");
        }
    }

    private void checkKey(Path path, Object expected, String what) throws IOException {
        if (!key(present(path, what)).equals(expected)) {
            throw gone(what + " " + path + " was replaced while it was written");
        }
    }

    private BasicFileAttributes present(Path path, String what) throws IOException {
        try {
            return this.directory.attributes(path);
        }
        catch (NoSuchFileException e) {
            throw gone(what + " " + path + " was removed while the partition was written");
        }
    }

    /** Looks at all names only when the directory has changed. */
    private void checkNames() throws IOException {
        FileTime changed = this.directory.attributes(this.directory.path()).lastModifiedTime();
        if (changed.equals(this.listed)) {
            return;
        }
        Set<String> names = new HashSet<>(this.directory.names());
        for (String file : this.files) {
            if (!names.contains(file)) {
                throw gone("File " + this.directory.path(file) + " was removed while the partition was written");
            }
        }
        this.listed = changed;
    }

    private RecoveryException gone(String what) {
        return new RecoveryException(
                what + "; restore it, or stop group " + this.sink.group() + " and replay topic " + this.sink.topic());
    }

}

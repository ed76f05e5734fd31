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
 * Detects that a partition's directory, its label or one of its files was removed or
 * replaced while a writer uses it. Without this check, an open file can be written and
 * forced long after its name was removed. Owned by the writer's thread.
 */
final class DirectoryWatch {

    /** Time between two checks, in addition to the check before each commit. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final PartitionDirectory directory;

    private final Sink sink;

    private final String disk;

    private final Clock clock;

    private final Object directoryKey;

    private final Set<String> files = new HashSet<>();

    /** Names of the files in an object store. */
    private final Set<String> stored = new HashSet<>();

    private final Path labelPath;

    private List<Object> labelState;

    /** File keys of the open files. */
    private final Map<Path, Object> open = new HashMap<>();

    /** File keys and sizes of the files that were closed since the last commit. */
    private final Map<Path, List<Object>> closed = new HashMap<>();

    private @Nullable FileTime listed;

    private Instant next;

    /** Starts to watch a recovered directory with these files in the ledger. */
    DirectoryWatch(PartitionDirectory directory, Sink sink, List<LedgerEntry> committed, Clock clock)
            throws IOException {
        this.directory = directory;
        this.sink = sink;
        this.disk = directory.label().map(DirectoryLabel::disk).orElseThrow();
        this.clock = clock;
        this.directoryKey = key(directory.attributes(directory.path()));
        this.labelPath = directory.path(DirectoryLabel.FILE);
        this.labelState = state(directory.attributes(this.labelPath));
        committed.stream().filter((entry) -> entry.isOn(this.disk)).forEach((entry) -> this.files.add(entry.file()));
        committed.stream().filter(LedgerEntry::isInStore).forEach((entry) -> this.stored.add(entry.file()));
        this.next = clock.instant().plus(INTERVAL);
    }

    String disk() {
        return this.disk;
    }

    /** Returns an empty key on file systems without file keys. */
    private static Object key(BasicFileAttributes attributes) {
        return Objects.requireNonNullElse(attributes.fileKey(), "");
    }

    /** A new file may get the key of a removed one. */
    private static List<Object> state(BasicFileAttributes attributes) {
        return List.of(key(attributes), attributes.size(), attributes.lastModifiedTime());
    }

    void opened(String file) throws IOException {
        this.files.add(file);
        Path path = this.directory.path(file);
        this.open.put(path, key(this.directory.attributes(path)));
    }

    /** Handles a file that is no longer open but may be truncated until the commit. */
    void closed(String file) throws IOException {
        Path path = this.directory.path(file);
        checkKey(path, Objects.requireNonNull(this.open.get(path), "opened"), "File");
        this.closed.put(path, closedState(present(path, "File")));
        this.open.remove(path);
    }

    /** Checks that no file of this name is in the ledger. */
    void requireNew(String file) throws RecoveryException {
        if (this.files.contains(file) || this.stored.contains(file)) {
            throw new RecoveryException("File " + this.directory.path(file)
                    + " is in the ledger, but its rows were read again; was the committed offset of group "
                    + this.sink.group() + " changed by another program?");
        }
    }

    /** Handles a file that has its final name and may be deleted until the commit. */
    void renamed(String from, String to) throws IOException {
        Object key = Objects.requireNonNull(this.open.remove(this.directory.path(from)), "opened");
        Path path = this.directory.path(to);
        this.files.remove(from);
        this.files.add(to);
        checkKey(path, key, "File");
        this.closed.put(path, closedState(present(path, "File")));
    }

    /** Handles a file that is in the object store; its temporary file may be deleted. */
    void sent(String from, String to) {
        this.open.remove(this.directory.path(from));
        this.files.remove(from);
        this.stored.add(to);
    }

    /** Compares more than the file key, as for the label. */
    private static List<Object> closedState(BasicFileAttributes attributes) {
        return List.of(key(attributes), attributes.size());
    }

    /** Forgets a sealed file, before it is deleted. */
    void removed(String file) {
        this.files.remove(file);
        this.stored.remove(file);
    }

    /** Forgets the closed files: their rows are committed. */
    void committed() {
        this.closed.clear();
    }

    /** Runs all checks when the interval has passed. */
    void checkNowAndThen() throws IOException {
        if (!this.clock.instant().isBefore(this.next)) {
            this.next = this.clock.instant().plus(INTERVAL);
            check();
            checkNames();
        }
    }

    /** Checks the directory, the label, and the files written since the last commit. */
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
            throw gone("File " + this.labelPath + " was replaced while files of its directory"
                    + " were written: it has disk id '" + found + "', expected '" + this.disk + "'");
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

    /** Compares all file names, but only after the directory has changed. */
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

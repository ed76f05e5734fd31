package io.sensorstreams.consumer.disk;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A disk in memory that any number of processes {@linkplain #mount use}. Each operation
 * that changes it is a step. The process may crash after a step, or the step fails
 * because the disk is full. The {@link Choices} decide what a power failure leaves.
 */
public final class SimulatedDisk {

    private static final String CRASH = "crash";

    private static final String FULL = "disk full";

    private final Choices choices;

    private final Dishonesty dishonesty;

    private final DiskTree tree = new DiskTree();

    private final Map<DiskFile, SimulatedFileSystem> locks = new HashMap<>();

    /** Creates an empty disk. */
    public SimulatedDisk(Choices choices, Dishonesty dishonesty) {
        this.choices = choices;
        this.dishonesty = dishonesty;
    }

    /** Returns the disk as a new process sees it. */
    public SimulatedFileSystem mount() {
        return new SimulatedFileSystem(this);
    }

    /**
     * Simulates a power failure: everything that was forced remains, and a part of the
     * rest.
     */
    public void cutPower() {
        this.locks.clear();
        this.tree.cutPower(this.choices);
    }

    /** Bytes of every file in a directory, by name; empty when it does not exist. */
    public Map<String, byte[]> files(Path directory) {
        Map<String, byte[]> files = new HashMap<>();
        if (this.tree.find(directory) instanceof DiskDirectory found) {
            found.names().forEach((name, node) -> {
                if (node instanceof DiskFile file) {
                    files.put(name, file.bytes());
                }
            });
        }
        return files;
    }

    /** Number of changes in a directory that a power failure may undo. */
    public int unforced(Path directory) {
        if (!(this.tree.find(directory) instanceof DiskDirectory found)) {
            return 0;
        }
        return found.unforced() + found.names().values().stream().mapToInt(DiskNode::unforced).sum();
    }

    DiskNode get(Path path) throws NoSuchFileException {
        return this.tree.get(path);
    }

    void write(DiskFile file, Path path, long position, byte[] bytes) throws IOException {
        int fault = this.choices.fault(Call.WRITE.name(), path, CRASH, FULL, "disk full in the middle");
        if (fault < 2) {
            file.write(position, bytes);
        }
        if (fault == 3) {
            file.write(position, Arrays.copyOf(bytes, bytes.length / 2));
        }
        end(path, fault);
    }

    void add(Path path, DiskNode node) throws IOException {
        DiskDirectory parent = this.tree.parent(path);
        String name = path.getFileName().toString();
        if (parent.names().containsKey(name)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        int fault = this.choices.fault(Call.CREATE.name(), path, CRASH, FULL);
        if (fault < 2) {
            parent.add(name, node);
        }
        end(path, fault);
    }

    private static void end(Path path, int fault) throws IOException {
        if (fault == 1) {
            throw new Crash(path.toString());
        }
        if (fault > 1) {
            throw new IOException("No space left on device");
        }
    }

    void truncate(DiskFile file, Path path, long length) {
        if (length < file.bytes().length) {
            change(Call.TRUNCATE, path, () -> file.truncate(length));
        }
    }

    void force(DiskFile file, Path path) {
        change(file.forceCall(), path, file::force);
    }

    void force(DiskDirectory directory, Path path) {
        change(directory.forceCall(), path, directory::force);
    }

    void remove(Path path) throws IOException {
        get(path);
        DiskDirectory parent = this.tree.parent(path);
        change(Call.DELETE, path, () -> parent.remove(path.getFileName().toString()));
    }

    void rename(Path path, Path to) throws IOException {
        get(path);
        DiskDirectory parent = this.tree.parent(path);
        if (parent != this.tree.parent(to)) {
            throw new UnsupportedOperationException("Move to another directory: " + path + " to " + to);
        }
        change(Call.RENAME, path, () -> parent.rename(path.getFileName().toString(), to.getFileName().toString()));
    }

    private void change(Call call, Path path, Runnable change) {
        if (!this.dishonesty.covers(call, path)) {
            change.run();
            if (this.choices.fault(call.name(), path, CRASH) > 0) {
                throw new Crash(path.toString());
            }
        }
    }

    boolean lock(DiskFile file, Path path, SimulatedFileSystem process) {
        return this.locks.putIfAbsent(file, process) == null || this.dishonesty.covers(Call.LOCK, path);
    }

    void unlock(DiskFile file, SimulatedFileSystem process) {
        this.locks.remove(file, process);
    }

    void unlockAll(SimulatedFileSystem process) {
        this.locks.values().removeIf(process::equals);
    }

}

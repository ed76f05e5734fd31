package io.sensorstreams.consumer.directory;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

/**
 * The directory of one partition's files. Performs all disk operations of a writer,
 * through the file system of the given path. Locked while it is open, so that two
 * instances on a shared disk never use it at the same time.
 */
public final class PartitionDirectory implements Closeable {

    private static final String LOCK = ".lock";

    private static final String NEW_LABEL = DirectoryLabel.FILE + ".new";

    /**
     * Directories that writers of this process have locked. On many systems a file lock
     * belongs to the process, and is lost when the process closes any channel of the
     * file. Therefore the lock file of a locked directory must not be opened again.
     */
    private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

    private final Path path;

    private final FileChannel lock;

    /** Directories that did not exist, the partition's directory first. */
    private final List<Path> created;

    private PartitionDirectory(Path path, FileChannel lock, List<Path> created) {
        this.path = path;
        this.lock = lock;
        this.created = created;
    }

    /** Locks the directory, and creates it if missing; fails while a writer uses it. */
    public static PartitionDirectory open(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        List<Path> missing = missing(absolute);
        createDurably(absolute);
        if (!TAKEN.add(absolute)) {
            throw new DirectoryInUseException(path);
        }
        try {
            return new PartitionDirectory(path, lock(path), missing);
        }
        catch (IOException | RuntimeException | Error e) {
            TAKEN.remove(absolute);
            throw e;
        }
    }

    private static List<Path> missing(Path directory) {
        List<Path> missing = new ArrayList<>();
        for (Path path = directory; path != null && !Files.exists(path); path = path.getParent()) {
            missing.add(path);
        }
        return missing;
    }

    private static FileChannel lock(Path path) throws IOException {
        Path file = path.resolve(LOCK);
        if (Files.exists(file, NOFOLLOW_LINKS) && !Files.isRegularFile(file, NOFOLLOW_LINKS)) {
            throw new RecoveryException("File " + file + " is not a regular file; delete it");
        }
        FileChannel lock = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, NOFOLLOW_LINKS);
        try {
            if (lock.tryLock() == null) {
                throw new DirectoryInUseException(path);
            }
            return lock;
        }
        catch (IOException | RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Creates the directory and its parents, and forces existing ones as well: the
     * process that created them may have been killed before it did so. Stops at a parent
     * that is not writable, because another user created its entries.
     */
    private static void createDurably(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent == null || (Files.isDirectory(directory) && !Files.isWritable(parent))) {
            return;
        }
        createDurably(parent);
        try {
            Files.createDirectory(directory);
        }
        catch (FileAlreadyExistsException e) {
            // It existed already, or the thread of another partition created it.
        }
        force(parent);
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Label of the directory, if it has one. */
    public Optional<DirectoryLabel> label() throws IOException {
        return DirectoryLabel.read(this.path);
    }

    /** Replaces the label atomically; {@link #force()} makes it durable. */
    public void label(DirectoryLabel label) throws IOException {
        Path written = path(NEW_LABEL);
        try (FileChannel channel = FileChannel.open(written, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING, NOFOLLOW_LINKS)) {
            ByteBuffer text = ByteBuffer.wrap(label.text().getBytes(StandardCharsets.UTF_8));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
        Files.move(written, path(DirectoryLabel.FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    public List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(this.path)) {
            entries.forEach((entry) -> names.add(entry.getFileName().toString()));
        }
        catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    /** Attributes of a path in the directory, or of the directory itself. */
    public BasicFileAttributes attributes(Path of) throws IOException {
        return Files.readAttributes(of, BasicFileAttributes.class);
    }

    public Path path() {
        return this.path;
    }

    public boolean exists(String name) {
        return Files.exists(path(name), NOFOLLOW_LINKS);
    }

    /** Whether it is a regular file and no link, which may lead to any other file. */
    public boolean isRegularFile(String name) {
        return Files.isRegularFile(path(name), NOFOLLOW_LINKS);
    }

    public long size(String name) throws IOException {
        return Files.size(path(name));
    }

    public InputStream read(String name) throws IOException {
        return Files.newInputStream(path(name), NOFOLLOW_LINKS);
    }

    /** Creates a file that must not exist; {@link #force()} makes its name durable. */
    public FileChannel create(String name) throws IOException {
        return FileChannel.open(path(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    public FileChannel append(String name) throws IOException {
        FileChannel channel = FileChannel.open(path(name), StandardOpenOption.WRITE, NOFOLLOW_LINKS);
        channel.position(channel.size());
        return channel;
    }

    /** Truncates a file; durable on return. */
    public void cut(String name, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(path(name), StandardOpenOption.WRITE, NOFOLLOW_LINKS)) {
            channel.truncate(length);
            channel.force(true);
        }
    }

    /** Renames a file; {@link #force()} makes the new name durable. */
    public void rename(String name, String to) throws IOException {
        Files.move(path(name), path(to), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes a file if it exists; {@link #force()} makes the deletion durable. */
    public void delete(String name) throws IOException {
        Files.deleteIfExists(path(name));
    }

    /**
     * Moves a file to a subdirectory. The new name is durable on return; {@link #force()}
     * makes the removal of the old one durable.
     */
    public void setAside(String name, String into) throws IOException {
        createDurably(path(into).toAbsolutePath());
        if (!Files.isDirectory(path(into), NOFOLLOW_LINKS)) {
            throw new RecoveryException("File " + path(into) + " is not a directory; move it away");
        }
        // After a power failure both names of a moved file may exist.
        Files.move(path(name), path(into).resolve(name), StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(path(name));
        force(path(into));
    }

    /** Makes created, changed and deleted names durable. */
    public void force() throws IOException {
        force(this.path);
    }

    public Path path(String name) {
        return this.path.resolve(name);
    }

    /**
     * Unlocks the directory and removes it and the parents that {@link #open} created, so
     * that an operator can restore them.
     */
    public void undo() throws IOException {
        try {
            if (!this.created.isEmpty()) {
                Files.deleteIfExists(path(LOCK));
            }
        }
        finally {
            close();
        }
        try {
            for (Path directory : this.created) {
                Files.deleteIfExists(directory);
            }
        }
        catch (DirectoryNotEmptyException e) {
            // The directory is in use.
        }
    }

    @Override
    public void close() throws IOException {
        try {
            this.lock.close();
        }
        finally {
            TAKEN.remove(this.path.toAbsolutePath().normalize());
        }
    }

}

package io.sensorstreams.consumer.sink;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The directory of one partition's files: everything that is done to the disk is done
 * here, by the file system of the path it is given. Locked from opening to closing, so
 * that instances that share a disk keep apart.
 */
final class PartitionDirectory implements Closeable {

    private static final String LOCK = ".lock";

    private static final int MAX_ID = 1024;

    private final Path path;

    private final FileChannel lock;

    private PartitionDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Takes the directory; creates it when it is missing.
     * @throws IOException when it cannot be created or another writer has it
     */
    static PartitionDirectory open(Path path) throws IOException {
        createDurably(path.toAbsolutePath());
        FileChannel lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        if (tryLock(lock) == null) {
            lock.close();
            throw new IOException("Directory " + path + " is in use by another writer; waiting until it lets go");
        }
        return new PartitionDirectory(path, lock);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        }
        catch (OverlappingFileLockException e) {
            return null; // held by another thread of this process
        }
    }

    private static void createDurably(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (Files.isDirectory(directory) || parent == null) {
            return;
        }
        createDurably(parent);
        try {
            Files.createDirectory(directory);
        }
        catch (FileAlreadyExistsException e) {
            // Another partition's thread was faster.
        }
        force(parent);
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Id of the Kafka cluster that the files are of; empty when nobody said so yet. */
    Optional<String> cluster() throws IOException {
        ByteBuffer id = ByteBuffer.allocate(Math.toIntExact(Math.min(MAX_ID, this.lock.size())));
        this.lock.read(id, 0);
        return (id.position() == 0) ? Optional.empty()
                : Optional.of(new String(id.array(), 0, id.position(), StandardCharsets.UTF_8));
    }

    /**
     * Says whose files these are; writes only what is news, for a full disk takes none.
     */
    void claim(String cluster) throws IOException {
        if (cluster().equals(Optional.of(cluster))) {
            return;
        }
        this.lock.truncate(0);
        this.lock.write(ByteBuffer.wrap(cluster.getBytes(StandardCharsets.UTF_8)), 0);
        this.lock.force(true);
    }

    /** Names of all that is here. */
    List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(this.path)) {
            entries.forEach((entry) -> names.add(entry.getFileName().toString()));
        }
        return names;
    }

    boolean exists(String name) {
        return Files.exists(path(name));
    }

    long size(String name) throws IOException {
        return Files.size(path(name));
    }

    InputStream read(String name) throws IOException {
        return Files.newInputStream(path(name));
    }

    /** Creates a file that must not exist; {@link #force()} makes its name durable. */
    FileChannel create(String name) throws IOException {
        return FileChannel.open(path(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Opens a file to go on at its end. */
    FileChannel append(String name) throws IOException {
        FileChannel channel = FileChannel.open(path(name), StandardOpenOption.WRITE);
        channel.position(channel.size());
        return channel;
    }

    /** Cuts a file; durable on return. */
    void cut(String name, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(path(name), StandardOpenOption.WRITE)) {
            channel.truncate(length);
            channel.force(true);
        }
    }

    /** Deletes a file if it is there; {@link #force()} makes it durable. */
    void delete(String name) throws IOException {
        Files.deleteIfExists(path(name));
    }

    /** Makes names that were created or deleted durable. */
    void force() throws IOException {
        force(this.path);
    }

    Path path(String name) {
        return this.path.resolve(name);
    }

    /** Lets the directory go. */
    @Override
    public void close() throws IOException {
        this.lock.close();
    }

}

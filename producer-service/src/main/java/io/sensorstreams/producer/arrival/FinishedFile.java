package io.sensorstreams.producer.arrival;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.producer.csv.Compression;
import io.sensorstreams.producer.object.ObjectPath;
import io.sensorstreams.producer.row.SourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves or deletes a file whose rows are all committed. Can be repeated after a crash in
 * between, also by another replica.
 */
final class FinishedFile {

    static final String DONE = "done";

    private static final Logger LOGGER = LoggerFactory.getLogger(FinishedFile.class);

    private static final int MOST_NUMBERS = 100_000;

    private final Path root;

    private final String name;

    private final Path source;

    /** An object: the content that it has now. */
    FinishedFile(Path root, String name) throws IOException {
        this.root = root;
        this.name = name;
        Path path = root.resolve(name);
        this.source = (path instanceof ObjectPath object) ? object.pinned() : path;
    }

    /**
     * Does nothing with an object that was replaced since the constructor; then returns
     * false. Throws a {@link SourceException} with the remedy when it cannot be done, and
     * a {@link StoreException} when it may be possible later.
     */
    boolean apply(Afterwards afterwards) throws IOException {
        try {
            switch (afterwards) {
                case KEEP -> {
                }
                case MOVE -> move();
                case DELETE -> Files.deleteIfExists(this.source);
            }
            return true;
        }
        catch (IOException e) {
            if (e instanceof StoreException store && !store.mayPass()) {
                return false;
            }
            StoreException passing = StoreException.passing(e);
            if (passing != null) {
                throw passing;
            }
            String done = (afterwards == Afterwards.MOVE) ? "be moved to '" + DONE + "'" : "be deleted";
            throw new SourceException(this.name + " was sent and cannot " + done + ": " + e
                    + "; allow the service to write in the data directory, or move the file away, then start the stream",
                    e);
        }
    }

    private void move() throws IOException {
        if (Files.notExists(this.source)) {
            // Another replica has moved it.
            return;
        }
        Path done = this.root.resolve(DONE);
        Files.createDirectories(done);
        for (int number = 1; number <= MOST_NUMBERS; number++) {
            Path target = done.resolve((number == 1) ? this.name : numbered(number));
            if (moved(this.source, target)) {
                LOGGER.atDebug().addKeyValue("file", this.name).log("File moved to {}", target);
                return;
            }
        }
        throw new FileAlreadyExistsException(done.resolve(this.name).toString());
    }

    /** AIR.csv.gz becomes AIR-2.csv.gz. */
    private String numbered(int number) {
        boolean compressed = Compression.of(this.name) != Compression.NONE;
        int end = this.name.lastIndexOf('.', compressed ? this.name.lastIndexOf('.') - 1 : this.name.length());
        return this.name.substring(0, end) + "-" + number + this.name.substring(end);
    }

    /**
     * Moves the file by a second link, because a rename may replace a file that appears
     * meanwhile. Returns false when the name is taken.
     */
    private static boolean moved(Path source, Path target) throws IOException {
        try {
            link(source, target);
        }
        catch (FileAlreadyExistsException e) {
            if (!isSame(source, target)) {
                return false;
            }
            // A crash came between the two steps.
        }
        catch (NoSuchFileException e) {
            return true;
        }
        catch (UnsupportedOperationException | FileSystemException e) {
            return renamed(source, target);
        }
        Files.deleteIfExists(source);
        return true;
    }

    /**
     * Not with {@code Files.exists}, which takes a store that fails for a missing file.
     */
    private static boolean isSame(Path source, Path target) throws IOException {
        try {
            return Files.isSameFile(source, target);
        }
        catch (NoSuchFileException e) {
            return false;
        }
    }

    /** A symbolic link continues to lead to its file. */
    private static void link(Path source, Path target) throws IOException {
        if (!Files.isSymbolicLink(source)) {
            Files.createLink(target, source);
            return;
        }
        Path leadsTo = source.resolveSibling(Files.readSymbolicLink(source)).toAbsolutePath().normalize();
        Files.createSymbolicLink(target, leadsTo);
    }

    /** For file systems without links: an empty file reserves the name. */
    private static boolean renamed(Path source, Path target) throws IOException {
        try {
            Files.createFile(target);
        }
        catch (FileAlreadyExistsException e) {
            return false;
        }
        try {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        }
        catch (AtomicMoveNotSupportedException e) {
            Files.move(source, target, StandardCopyOption.REPLACE_EXISTING);
        }
        catch (IOException e) {
            Files.deleteIfExists(target);
            throw e;
        }
        return true;
    }

}

package io.sensorstreams.producer.directory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

import io.sensorstreams.common.objects.ObjectOutput;
import io.sensorstreams.common.objects.ObjectStore;
import io.sensorstreams.producer.csv.CsvHeader;
import io.sensorstreams.producer.csv.CsvText;
import io.sensorstreams.producer.row.SourceException;

/**
 * Writes an uploaded file into the data directory. The file gets its name only when it is
 * complete and durable.
 */
final class Upload implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final String name;

    private final Path directory;

    private final Path temporary;

    Upload(Path directory, String name) throws IOException {
        Files.createDirectories(directory);
        this.name = name;
        this.directory = directory;
        Path part = directory.resolve(".upload-" + UUID.randomUUID() + ".part");
        // Not createTempFile, which makes the file unreadable for other users. An object
        // appears when it is complete.
        this.temporary = isOnDisk(directory) ? Files.createFile(part) : part;
    }

    private static boolean isOnDisk(Path directory) {
        return directory.getFileSystem().equals(FileSystems.getDefault());
    }

    void write(InputStream content, long maxBytes) throws IOException {
        if (isOnDisk(this.directory)) {
            try (FileChannel file = FileChannel.open(this.temporary, StandardOpenOption.WRITE)) {
                copy(content, Channels.newOutputStream(file), maxBytes);
                file.force(true);
            }
            return;
        }
        try (OutputStream object = Files.newOutputStream(this.temporary)) {
            try {
                copy(content, object, Math.min(maxBytes, ObjectStore.MAX_COPY));
            }
            catch (IOException | RuntimeException | Error e) {
                // Else closing it stores what arrived.
                if (object instanceof ObjectOutput output) {
                    output.abort();
                }
                throw e;
            }
        }
    }

    private void copy(InputStream content, OutputStream out, long maxBytes) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long total = 0;
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            total += count;
            if (total > maxBytes) {
                throw new FileTooLargeException(this.name, maxBytes);
            }
            out.write(buffer, 0, count);
        }
    }

    void check() throws IOException {
        if (CsvHeader.read(FileFormats.open(new CsvText(this.name, this.temporary, false), null)).isEmpty()) {
            throw new SourceException(this.name + " is empty: a CSV file begins with a header line");
        }
    }

    /** Returns whether there was no file with that name. */
    boolean publish() throws IOException {
        Path target = this.directory.resolve(this.name);
        if (Files.isDirectory(target)) {
            throw new SourceException(this.name + " is a directory in the data directory");
        }
        boolean created = Files.notExists(target);
        Files.move(this.temporary, target, StandardCopyOption.ATOMIC_MOVE);
        if (isOnDisk(this.directory)) {
            try (FileChannel entries = FileChannel.open(this.directory)) {
                entries.force(true);
            }
        }
        return created;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(this.temporary);
    }

}

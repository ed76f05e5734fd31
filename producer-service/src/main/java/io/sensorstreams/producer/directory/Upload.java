package io.sensorstreams.producer.directory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

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
        // Not createTempFile, which makes the file unreadable for other users.
        this.temporary = Files.createFile(directory.resolve(".upload-" + UUID.randomUUID() + ".part"));
    }

    void write(InputStream content, long maxBytes) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long total = 0;
        try (FileChannel file = FileChannel.open(this.temporary, StandardOpenOption.WRITE)) {
            OutputStream out = Channels.newOutputStream(file);
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                total += count;
                if (total > maxBytes) {
                    throw new FileTooLargeException(this.name, maxBytes);
                }
                out.write(buffer, 0, count);
            }
            file.force(true);
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
        try (FileChannel entries = FileChannel.open(this.directory)) {
            entries.force(true);
        }
        return created;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(this.temporary);
    }

}

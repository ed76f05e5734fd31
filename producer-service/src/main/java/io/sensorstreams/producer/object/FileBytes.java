package io.sensorstreams.producer.object;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

import io.sensorstreams.producer.row.Supply;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a file or of an object. An interrupt does not close it, unlike a channel of a
 * file. Owned by one thread.
 */
public interface FileBytes extends Closeable {

    static FileBytes open(Path path) throws IOException {
        if (path instanceof ObjectPath object) {
            return new OfObject(new ObjectChannel(object.getFileSystem().reader(), object.object()));
        }
        return new OfFile(path, new RandomAccessFile(path.toFile(), "r"));
    }

    long length() throws IOException;

    void seek(long offset) throws IOException;

    int read(byte[] bytes, int offset, int length) throws IOException;

    /** Reads as many bytes as the array has. */
    default void readFully(byte[] bytes) throws IOException {
        int done = 0;
        while (done < bytes.length) {
            int count = read(bytes, done, bytes.length - done);
            if (count < 0) {
                throw new EOFException();
            }
            done += count;
        }
    }

    /** Attributes of an object when it was opened, of a file now. */
    BasicFileAttributes attributes() throws IOException;

    /** Where bytes come from that may take time; null for a file. */
    default @Nullable Supply supply() {
        return null;
    }

    /**
     * Declares that the bytes before an offset are read next, from the last to the first.
     * @param step bytes that one step needs
     */
    default void readsBackwardFrom(long offset, int step) {
    }

    /** A file, which may change. */
    record OfFile(Path path, RandomAccessFile file) implements FileBytes {

        @Override
        public long length() throws IOException {
            return this.file.length();
        }

        @Override
        public void seek(long offset) throws IOException {
            this.file.seek(offset);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return this.file.read(bytes, offset, length);
        }

        @Override
        public BasicFileAttributes attributes() throws IOException {
            return Files.readAttributes(this.path, BasicFileAttributes.class);
        }

        @Override
        public void close() throws IOException {
            this.file.close();
        }

    }

    /** One content of an object. */
    record OfObject(ObjectChannel channel) implements FileBytes {

        @Override
        public long length() {
            return this.channel.size();
        }

        @Override
        public void seek(long offset) {
            this.channel.position(offset);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return (length == 0) ? 0 : this.channel.read(ByteBuffer.wrap(bytes, offset, length));
        }

        @Override
        public BasicFileAttributes attributes() {
            return new ObjectAttributes(this.channel.object());
        }

        @Override
        public void readsBackwardFrom(long offset, int step) {
            this.channel.readsBackwardFrom(offset, step);
        }

        @Override
        public Supply supply() {
            return this.channel;
        }

        @Override
        public void close() {
            this.channel.close();
        }

    }

}

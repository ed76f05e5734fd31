package io.sensorstreams.consumer.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Committed bytes of a file on this disk. A link is not followed. */
record DiskBytes(Path path, long length) implements CommittedBytes {

    @Override
    public String file() {
        return String.valueOf(this.path.getFileName());
    }

    @Override
    public void check() throws NoSuchFileException {
        if (!Files.isRegularFile(this.path, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(this.path.toString());
        }
    }

    @Override
    public InputStream stream() throws IOException {
        return Files.newInputStream(this.path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public BytesReader open() throws IOException {
        return new Reader(FileChannel.open(this.path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    private record Reader(FileChannel channel) implements BytesReader {

        @Override
        public long size() throws IOException {
            return this.channel.size();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return this.channel.read(target, position);
        }

        @Override
        public void close() throws IOException {
            this.channel.close();
        }

    }

}

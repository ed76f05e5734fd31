package io.sensorstreams.consumer.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/** An open file or directory. */
final class SimulatedChannel extends FileChannel {

    private final SimulatedFileSystem system;

    private final Path path;

    private final DiskNode node;

    private long position;

    private boolean locked;

    SimulatedChannel(SimulatedFileSystem system, Path path, DiskNode node) {
        this.system = system;
        this.path = path;
        this.node = node;
    }

    private DiskFile file() throws IOException {
        if (this.node instanceof DiskFile file) {
            return file;
        }
        throw new IOException(this.path + " is a directory");
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = read(target, this.position);
        this.position += Math.max(0, count);
        return count;
    }

    @Override
    public int read(ByteBuffer target, long from) throws IOException {
        byte[] bytes = file().bytes();
        if (from >= bytes.length) {
            return target.hasRemaining() ? -1 : 0;
        }
        int count = Math.min(target.remaining(), bytes.length - (int) from);
        target.put(bytes, (int) from, count);
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = write(source, this.position);
        this.position += count;
        return count;
    }

    @Override
    public int write(ByteBuffer source, long to) throws IOException {
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        if (bytes.length > 0) {
            this.system.disk().write(file(), this.path, to, bytes);
        }
        return bytes.length;
    }

    @Override
    public long position() {
        return this.position;
    }

    @Override
    public FileChannel position(long changed) {
        this.position = changed;
        return this;
    }

    @Override
    public long size() throws IOException {
        return file().bytes().length;
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        this.system.disk().truncate(file(), this.path, size);
        this.position = Math.min(this.position, size);
        return this;
    }

    @Override
    public void force(boolean metaData) {
        if (this.node instanceof DiskDirectory directory) {
            this.system.disk().force(directory, this.path);
        }
        else if (this.node instanceof DiskFile file) {
            this.system.disk().force(file, this.path);
        }
    }

    @Override
    public @Nullable FileLock tryLock(long from, long size, boolean shared) throws IOException {
        this.locked = this.system.disk().lock(file(), this.path, this.system);
        return this.locked ? new SimulatedLock(this) : null;
    }

    @Override
    protected void implCloseChannel() {
        if (this.locked && this.node instanceof DiskFile file) {
            this.system.unlock(file);
        }
    }

    @Override
    public FileLock lock(long from, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long from, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long from, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long from, long size) {
        throw new UnsupportedOperationException();
    }

    private static final class SimulatedLock extends FileLock {

        SimulatedLock(SimulatedChannel channel) {
            super(channel, 0, Long.MAX_VALUE, false);
        }

        @Override
        public boolean isValid() {
            return channel().isOpen();
        }

        @Override
        public void release() throws IOException {
            channel().close();
        }

    }

}

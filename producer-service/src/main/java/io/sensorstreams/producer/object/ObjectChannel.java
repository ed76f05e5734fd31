package io.sensorstreams.producer.object;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.common.objects.StoredObject;
import io.sensorstreams.producer.row.Supply;
import org.jspecify.annotations.Nullable;

/**
 * Reads one content of an object, from any offset, and reads ahead in the direction of
 * its reader. A read fails with {@link StoreException.Kind#CHANGED} when the object has
 * another content. An interrupt does not close it. Owned by one thread.
 */
final class ObjectChannel implements SeekableByteChannel, Supply {

    private static final int MOST = 1 << 20;

    /** Chunks that are read ahead. */
    private static final int AHEAD = 2;

    /** Length of the chunks after the first. */
    private static final int CHUNK = 4 * ChunkReader.START;

    /** Bytes that a reader needs for one step, unless it declares more. */
    private static final int STEP = 128 * 1024;

    /** Most bytes of a step that are waited for at once. */
    private static final int LONGEST_STEP = 1 << 20;

    private final ChunkReader reader;

    private final StoredObject object;

    /** Chunks without gaps between them, by their offsets. */
    private final NavigableMap<Long, Chunk> chunks = new TreeMap<>();

    private int length = ChunkReader.START;

    private long position;

    /** Where reading began after the last change of the position. */
    private long sought;

    private boolean backward;

    private int step = STEP;

    private boolean closed;

    ObjectChannel(ChunkReader reader, StoredObject object) {
        this.reader = reader;
        this.object = object;
    }

    StoredObject object() {
        return this.object;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (this.closed) {
            throw new ClosedChannelException();
        }
        if (this.position >= this.object.bytes()) {
            return -1;
        }
        Chunk chunk = at(this.position);
        byte[] bytes = await(chunk);
        int count = (int) Math.min(target.remaining(), chunk.end() - this.position);
        target.put(bytes, (int) (this.position - chunk.from()), count);
        this.position += count;
        return count;
    }

    private byte[] await(Chunk chunk) throws IOException {
        try {
            return chunk.result().get(this.reader.patience(TimeUnit.NANOSECONDS), TimeUnit.NANOSECONDS);
        }
        catch (TimeoutException e) {
            StoreException trouble = chunk.trouble();
            throw (trouble != null) ? trouble : new StoreException(StoreException.Kind.AWAY,
                    "Reading '" + this.object.key() + "' failed: the store did not answer in time", e);
        }
        catch (ExecutionException e) {
            if (e.getCause() instanceof StoreException known) {
                throw known;
            }
            throw new IOException("Reading '" + this.object.key() + "' failed: " + e.getCause(), e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** The chunk with an offset, which is requested with those after it. */
    private Chunk at(long offset) {
        Map.Entry<Long, Chunk> known = this.chunks.floorEntry(offset);
        Chunk chunk = (known != null && offset < known.getValue().end()) ? known.getValue() : request(offset);
        if (this.length > ChunkReader.START) {
            readAhead(chunk);
        }
        return chunk;
    }

    private Chunk request(long offset) {
        if (!this.chunks.isEmpty()) {
            int longer = Math.min(MOST, 4 * this.length);
            long start = this.chunks.firstKey();
            if (offset == this.chunks.lastEntry().getValue().end()) {
                this.length = longer;
                return add(offset, offset + longer, false);
            }
            if (offset < start && offset >= start - longer) {
                this.length = longer;
                return add(start - longer, start, true);
            }
        }
        abandon();
        this.length = ChunkReader.START;
        return add(offset, offset + this.length, false);
    }

    private Chunk add(long from, long to, boolean below) {
        long begin = Math.max(0, from);
        Chunk chunk = this.reader.request(this.object, begin, (int) (Math.min(this.object.bytes(), to) - begin));
        this.chunks.put(begin, chunk);
        // These ahead, and those of a step, which may begin and end within a chunk.
        int kept = AHEAD + 2 + this.step / CHUNK;
        while (this.chunks.size() > kept) {
            Map.Entry<Long, Chunk> passed = below ? this.chunks.pollLastEntry() : this.chunks.pollFirstEntry();
            passed.getValue().abandon();
        }
        return chunk;
    }

    private void readAhead(Chunk current) {
        boolean more = true;
        while (more) {
            Chunk outer = (this.backward ? this.chunks.firstEntry() : this.chunks.lastEntry()).getValue();
            int ahead = (this.backward ? this.chunks.headMap(current.from()) : this.chunks.tailMap(current.end()))
                .size();
            boolean end = this.backward ? outer.from() == 0 : outer.end() == this.object.bytes();
            more = ahead < AHEAD && !end;
            if (more) {
                add(this.backward ? outer.from() - this.length : outer.end(),
                        this.backward ? outer.from() : outer.end() + this.length, this.backward);
            }
        }
    }

    @Override
    public boolean isReady() {
        if (this.backward) {
            long from = Math.max(0, this.sought - this.step);
            for (long at = this.sought; at > from;) {
                Chunk chunk = at(at - 1);
                if (!chunk.isDone()) {
                    return false;
                }
                at = chunk.from();
            }
            return true;
        }
        long to = Math.min(this.object.bytes(), this.position + this.step);
        for (long at = this.position; at < to;) {
            Chunk chunk = at(at);
            if (!chunk.isDone()) {
                return false;
            }
            at = chunk.end();
        }
        return true;
    }

    /** See {@link FileBytes#readsBackwardFrom}. Requests the first bytes. */
    void readsBackwardFrom(long offset, int step) {
        this.step = Math.min(LONGEST_STEP, Math.max(STEP, step));
        this.backward = true;
        this.sought = offset;
        this.position = offset;
        Map.Entry<Long, Chunk> known = this.chunks.lowerEntry(offset);
        if (offset > 0 && (known == null || known.getValue().end() < offset)) {
            abandon();
            this.length = ChunkReader.START;
            add(offset - this.length, offset, true);
        }
    }

    @Override
    public @Nullable String hindrance() {
        for (Chunk chunk : this.chunks.values()) {
            StoreException trouble = chunk.trouble();
            if (!chunk.isDone() && trouble != null) {
                return "Waits for the object store: " + trouble.getMessage();
            }
        }
        return null;
    }

    @Override
    public long position() {
        return this.position;
    }

    @Override
    public SeekableByteChannel position(long offset) {
        this.backward = offset < this.sought || (offset == this.sought && this.backward);
        this.sought = offset;
        this.position = offset;
        return this;
    }

    @Override
    public long size() {
        return this.object.bytes();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return !this.closed;
    }

    private void abandon() {
        this.chunks.values().forEach(Chunk::abandon);
        this.chunks.clear();
    }

    @Override
    public void close() {
        this.closed = true;
        abandon();
    }

}

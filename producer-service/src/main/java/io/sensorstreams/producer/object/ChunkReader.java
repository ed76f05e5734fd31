package io.sensorstreams.producer.object;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.common.objects.ObjectStore;
import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.common.objects.StoredObject;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Reads chunks of objects on a few threads. A call that fails is repeated after a pause,
 * from the byte that is missing, until the chunk is complete or nobody waits for it.
 * Thread-safe.
 */
final class ChunkReader implements AutoCloseable {

    /** Length of the first chunk of an object, which every opening of it reads. */
    static final int START = 64 * 1024;

    private static final int THREADS = 8;

    private static final long FIRST_PAUSE = 100;

    private static final long LONGEST_PAUSE = 5_000;

    /** Starts of objects that are kept, of {@link #START} bytes each. */
    private static final int STARTS = 32;

    private final ObjectStore store;

    private final ThreadPoolExecutor threads;

    private final Map<StoredObject, byte[]> starts = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<StoredObject, byte[]> eldest) {
            return size() > STARTS;
        }

    });

    ChunkReader(ObjectStore store) {
        this.store = store;
        CustomizableThreadFactory factory = new CustomizableThreadFactory("object-read-");
        factory.setDaemon(true);
        this.threads = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                factory);
        this.threads.allowCoreThreadTimeOut(true);
    }

    /** Longest time that a reader waits for a chunk. */
    long patience(TimeUnit unit) {
        return this.store.patience(unit);
    }

    Chunk request(StoredObject object, long from, int length) {
        Chunk chunk = new Chunk(object, from, length);
        byte[] start = (from == 0) ? this.starts.get(key(object)) : null;
        if (start != null && start.length == length) {
            chunk.result().complete(start);
        }
        else {
            run(this.threads, new Reading(chunk));
        }
        return chunk;
    }

    /** Listed and found objects differ in their metadata. */
    private static StoredObject key(StoredObject object) {
        return new StoredObject(object.key(), object.etag(), object.bytes(), object.modified(), Map.of());
    }

    private static void run(Executor executor, Runnable task) {
        try {
            executor.execute(task);
        }
        catch (RejectedExecutionException e) {
            // The service stops; the wait for the chunk is bounded.
        }
    }

    /** The reading of one chunk, on one thread at a time. */
    private final class Reading implements Runnable {

        private final Chunk chunk;

        private final byte[] bytes;

        private int count;

        private long pause = FIRST_PAUSE;

        Reading(Chunk chunk) {
            this.chunk = chunk;
            this.bytes = new byte[chunk.length()];
        }

        @Override
        public void run() {
            if (this.chunk.isAbandoned()) {
                return;
            }
            try {
                read();
            }
            catch (RuntimeException | Error e) {
                this.chunk.result().completeExceptionally(e);
            }
        }

        private void read() {
            StoredObject object = this.chunk.object();
            try {
                this.count += ChunkReader.this.store.read(object.key(), object.etag(), this.chunk.from() + this.count,
                        this.bytes, this.count);
                this.pause = FIRST_PAUSE;
                this.chunk.trouble(null);
            }
            catch (StoreException e) {
                if (!e.mayPass()) {
                    this.chunk.result().completeExceptionally(e);
                    return;
                }
                this.chunk.trouble(e);
                this.pause = Math.min(LONGEST_PAUSE, 2 * this.pause);
            }
            if (this.count < this.bytes.length) {
                again();
                return;
            }
            if (this.chunk.from() == 0 && this.count <= START) {
                ChunkReader.this.starts.put(key(object), this.bytes);
            }
            this.chunk.result().complete(this.bytes);
        }

        private void again() {
            Executor threads = ChunkReader.this.threads;
            ChunkReader.run(CompletableFuture.delayedExecutor(this.pause, TimeUnit.MILLISECONDS,
                    (task) -> ChunkReader.run(threads, task)), this);
        }

    }

    @Override
    public void close() {
        this.threads.shutdownNow();
    }

}

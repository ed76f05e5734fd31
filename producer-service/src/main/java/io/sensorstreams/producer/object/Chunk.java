package io.sensorstreams.producer.object;

import java.util.concurrent.CompletableFuture;

import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.common.objects.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * A part of an object that is being read, or was read. The reader fills it; its owner
 * waits for it.
 */
final class Chunk {

    private final StoredObject object;

    private final long from;

    private final int length;

    private final CompletableFuture<byte[]> result = new CompletableFuture<>();

    private volatile @Nullable StoreException trouble;

    private volatile boolean abandoned;

    Chunk(StoredObject object, long from, int length) {
        this.object = object;
        this.from = from;
        this.length = length;
    }

    StoredObject object() {
        return this.object;
    }

    long from() {
        return this.from;
    }

    int length() {
        return this.length;
    }

    /** Offset after the last byte. */
    long end() {
        return this.from + this.length;
    }

    CompletableFuture<byte[]> result() {
        return this.result;
    }

    /** Whether reading it is over, perhaps with a failure. */
    boolean isDone() {
        return this.result.isDone();
    }

    /** Why the last call failed; null when it did not. */
    @Nullable StoreException trouble() {
        return this.trouble;
    }

    void trouble(@Nullable StoreException failure) {
        this.trouble = failure;
    }

    boolean isAbandoned() {
        return this.abandoned;
    }

    /** Nobody waits for it any more. */
    void abandon() {
        this.abandoned = true;
    }

}

package io.sensorstreams.consumer.replicas.ask;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Body of a response. Asks for more bytes when those before are read, so that a slow
 * reader slows down the sender and few bytes wait in memory. Each read has a time limit.
 * Owned by the reading thread, except for the methods of the subscriber.
 */
final class TimedStream extends InputStream implements Flow.Subscriber<List<ByteBuffer>> {

    /** What arrived: bytes, or the end with or without a failure. */
    private record Arrival(List<ByteBuffer> bytes, @Nullable Throwable failure, boolean last) {

        static final Arrival END = new Arrival(List.of(), null, true);

    }

    private final Duration limit;

    /** One batch at most, and the end. */
    private final BlockingQueue<Arrival> arrived = new LinkedBlockingQueue<>();

    private final Deque<ByteBuffer> current = new ArrayDeque<>();

    private volatile Flow.@Nullable Subscription subscription;

    private boolean ended;

    TimedStream(Duration limit) {
        this.limit = limit;
    }

    @Override
    public void onSubscribe(Flow.Subscription body) {
        this.subscription = body;
        body.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        this.arrived.add(new Arrival(bytes, null, false));
    }

    @Override
    public void onError(Throwable failure) {
        this.arrived.add(new Arrival(List.of(), failure, true));
    }

    @Override
    public void onComplete() {
        this.arrived.add(Arrival.END);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        while (this.current.isEmpty()) {
            if (this.ended) {
                return -1;
            }
            receive();
        }
        ByteBuffer first = this.current.getFirst();
        int count = Math.min(most, first.remaining());
        first.get(target, from, count);
        if (!first.hasRemaining()) {
            this.current.removeFirst();
        }
        return count;
    }

    private void receive() throws IOException {
        Arrival next = next();
        if (next.failure() != null) {
            this.ended = true;
            throw new IOException("The connection was lost: " + next.failure(), next.failure());
        }
        this.ended = next.last();
        next.bytes().stream().filter(ByteBuffer::hasRemaining).forEach(this.current::add);
        Flow.Subscription body = this.subscription;
        if (!this.ended && body != null) {
            body.request(1);
        }
    }

    private Arrival next() throws IOException {
        try {
            Arrival next = this.arrived.poll(this.limit.toMillis(), TimeUnit.MILLISECONDS);
            if (next != null) {
                return next;
            }
            close();
            throw new SocketTimeoutException("No bytes arrived within " + this.limit.toSeconds() + " s");
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IOException("interrupted", e);
        }
    }

    /** Ends the connection if the body has not ended. */
    @Override
    public void close() {
        Flow.Subscription body = this.subscription;
        if (body != null && !this.ended) {
            body.cancel();
        }
        this.ended = true;
        this.current.clear();
    }

}

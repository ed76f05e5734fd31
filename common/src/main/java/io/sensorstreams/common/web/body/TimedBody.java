package io.sensorstreams.common.web.body;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;

import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Request body that must arrive fast enough. Counts only the time spent waiting for the
 * client. A single read waits at most for the server's upload timeout. Owned by the
 * request's thread.
 */
final class TimedBody implements InputBuffer {

    private final InputBuffer body;

    private final BodyProperties properties;

    private final LongSupplier nanoTime;

    private long waited;

    private long bytes;

    private boolean finished;

    private boolean tooSlow;

    TimedBody(InputBuffer body, BodyProperties properties) {
        this(body, properties, System::nanoTime);
    }

    TimedBody(InputBuffer body, BodyProperties properties, LongSupplier nanoTime) {
        this.body = body;
        this.properties = properties;
        this.nanoTime = nanoTime;
    }

    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
        int read;
        long begin = this.nanoTime.getAsLong();
        try {
            read = this.body.doRead(handler);
        }
        catch (SocketTimeoutException e) {
            this.tooSlow = true;
            throw e;
        }
        this.waited += this.nanoTime.getAsLong() - begin;
        this.finished = read < 0;
        this.bytes += Math.max(0, read);
        if (!this.finished && Duration.ofNanos(this.waited).compareTo(allowed()) > 0) {
            this.tooSlow = true;
            throw new SocketTimeoutException("The body arrives too slowly");
        }
        return read;
    }

    private Duration allowed() {
        return this.properties.grace().plusMillis(this.bytes * 1000 / this.properties.rate().toBytes());
    }

    @Override
    public int available() {
        return this.body.available();
    }

    boolean isTooSlow() {
        return this.tooSlow;
    }

    boolean isFinished() {
        return this.finished;
    }

}

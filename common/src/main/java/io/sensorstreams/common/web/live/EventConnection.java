package io.sensorstreams.common.web.live;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * A response of server-sent events that never waits for its client. Owned by the thread
 * of {@link Watchers}. Threads of the server only report what happened.
 */
final class EventConnection implements WriteListener, AsyncListener {

    private static final long LONGEST_CALL = Duration.ofSeconds(5).toNanos();

    private static final long PAUSE = Duration.ofMillis(1).toNanos();

    private final AsyncContext request;

    private final ServletOutputStream out;

    private final Runnable abort;

    /** Set when the server allows the first write. */
    private volatile boolean begun;

    /** Set when the client is gone or the response has ended. */
    private volatile boolean over;

    /** Set while the sending thread is in code of the server. */
    private volatile boolean calling;

    /** Whether bytes were written that the server has not been told to send. */
    private boolean unsent;

    private EventConnection(AsyncContext request, ServletOutputStream out, Runnable abort) {
        this.request = request;
        this.out = out;
        this.abort = abort;
    }

    /** Sets the headers that a response to HEAD has, too. */
    static void begin(HttpServletResponse response) {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // nginx would collect the events otherwise.
        response.setHeader("X-Accel-Buffering", "no");
    }

    static EventConnection open(HttpServletRequest request, HttpServletResponse response) throws IOException {
        begin(response);
        Runnable abort = AbortValve.of(request);
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        EventConnection opened = new EventConnection(async, response.getOutputStream(), abort);
        async.addListener(opened);
        opened.out.setWriteListener(opened);
        return opened;
    }

    boolean isOver() {
        return this.over;
    }

    /** Whether bytes can be written without waiting. */
    boolean isReady() {
        if (!this.begun || !enter()) {
            return false;
        }
        try {
            return this.out.isReady();
        }
        finally {
            this.calling = false;
        }
    }

    /** Writes bytes; only if {@link #isReady()}. */
    void write(byte[] bytes) throws IOException {
        if (enter()) {
            try {
                this.out.write(bytes);
                this.unsent = true;
            }
            finally {
                this.calling = false;
            }
        }
    }

    /** Sends what was written; only if {@link #isReady()}. */
    void flush() throws IOException {
        if (this.unsent && enter()) {
            try {
                this.unsent = false;
                this.out.flush();
            }
            finally {
                this.calling = false;
            }
        }
    }

    /** Ends the response. A client that does not read loses its connection. */
    void end() {
        finish(isReady() ? this.request::complete : this.abort);
    }

    /** Closes the connection without sending what waits. */
    void abort() {
        finish(this.abort);
    }

    /**
     * Marks the response as ended after a write failed: the server closes the connection.
     */
    void lost() {
        this.over = true;
    }

    private void finish(Runnable ending) {
        if (enter()) {
            try {
                ending.run();
            }
            finally {
                this.over = true;
                this.calling = false;
            }
        }
    }

    /** Begins a call of the server, unless the response has ended. */
    private boolean enter() {
        this.calling = true;
        if (this.over) {
            this.calling = false;
        }
        return this.calling;
    }

    /**
     * Waits for a call of the sending thread to return. After the error is handled, the
     * server uses its objects for the next request, and a call that still runs would
     * damage that. No call blocks, so the bound is never reached.
     */
    private void leave() {
        this.over = true;
        long begin = System.nanoTime();
        while (this.calling && System.nanoTime() - begin < LONGEST_CALL) {
            LockSupport.parkNanos(PAUSE);
        }
    }

    @Override
    public void onWritePossible() {
        this.begun = true;
    }

    @Override
    public void onError(Throwable failure) {
        leave();
    }

    @Override
    public void onError(AsyncEvent event) {
        leave();
        event.getAsyncContext().complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        this.over = true;
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        this.over = true;
        event.getAsyncContext().complete();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Not used: the request is never dispatched again.
    }

}

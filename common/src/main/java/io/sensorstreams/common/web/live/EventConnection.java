package io.sensorstreams.common.web.live;

import java.io.IOException;

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

    private final AsyncContext request;

    private final ServletOutputStream out;

    private final Runnable abort;

    /** Set when the server allows the first write. */
    private volatile boolean begun;

    /** Set when the client is gone or the response has ended. */
    private volatile boolean over;

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
        return this.begun && this.out.isReady();
    }

    /** Writes bytes; only if {@link #isReady()}. */
    void write(byte[] bytes) throws IOException {
        this.out.write(bytes);
        this.unsent = true;
    }

    /** Sends what was written; only if {@link #isReady()}. */
    void flush() throws IOException {
        if (this.unsent) {
            this.unsent = false;
            this.out.flush();
        }
    }

    /** Ends the response. A client that does not read loses its connection. */
    void end() {
        try {
            if (!this.over && isReady()) {
                this.request.complete();
            }
            else {
                abort();
            }
        }
        catch (IllegalStateException e) {
            // It has ended meanwhile.
        }
        this.over = true;
    }

    /** Closes the connection without sending what waits. */
    void abort() {
        if (!this.over) {
            this.abort.run();
        }
        this.over = true;
    }

    @Override
    public void onWritePossible() {
        this.begun = true;
    }

    @Override
    public void onError(Throwable failure) {
        this.over = true;
    }

    @Override
    public void onError(AsyncEvent event) {
        this.over = true;
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

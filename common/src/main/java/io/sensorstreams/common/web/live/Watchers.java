package io.sensorstreams.common.web.live;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpMethod;

/**
 * Sends events to all clients that watch rows. One thread serves them all, starts with
 * the first client and ends with the last one. Liveness does not depend on it.
 * Thread-safe.
 */
public final class Watchers implements SmartLifecycle, MeterBinder {

    private static final Logger LOGGER = LoggerFactory.getLogger(Watchers.class);

    private static final long TICK_MILLIS = 100;

    /** Longest wait for the end of all responses when the service stops. */
    private static final long STOP_MILLIS = 2000;

    private final int atOnce;

    private final Duration patience;

    private final JsonMapper json;

    private final List<Served> all = new CopyOnWriteArrayList<>();

    private final AtomicInteger places = new AtomicInteger();

    private final AtomicBoolean serving = new AtomicBoolean();

    private volatile boolean running;

    /**
     * Creates the senders of events.
     * @param atOnce most clients at the same time
     * @param patience after this time without progress a client loses its connection
     */
    Watchers(int atOnce, Duration patience, JsonMapper json) {
        this.atOnce = atOnce;
        this.patience = patience;
        this.json = json;
    }

    /**
     * Answers a request with the rows of a source, until the client leaves. A HEAD
     * request gets the headers only. Returns at once.
     * @param perSecond most rows to send in a second
     * @throws TooManyWatchersException when the largest number of clients watches
     */
    public void open(HttpServletRequest request, HttpServletResponse response, int perSecond, RowSource source)
            throws IOException {
        if (request.getMethod().equals(HttpMethod.HEAD.name())) {
            EventConnection.begin(response);
            return;
        }
        takePlace();
        try {
            long now = System.nanoTime();
            Watcher watcher = new Watcher(perSecond, this.json, now);
            Served served = new Served(watcher, source, EventConnection.open(request, response), now);
            source.add(watcher);
            this.all.add(served);
        }
        catch (IOException | RuntimeException | Error e) {
            this.places.decrementAndGet();
            throw e;
        }
        serve();
    }

    private void takePlace() {
        if (!this.running) {
            throw new TooManyWatchersException("The service is stopping. Retry the request later");
        }
        if (this.places.incrementAndGet() > this.atOnce) {
            this.places.decrementAndGet();
            throw new TooManyWatchersException(
                    "%d clients watch rows, which is the limit (sensor.watchers.at-once). Close another page, or retry the request later"
                        .formatted(this.atOnce));
        }
    }

    private void serve() {
        if (this.serving.compareAndSet(false, true)) {
            Thread thread = new Thread(this::run, "watchers");
            thread.setDaemon(true);
            try {
                thread.start();
            }
            catch (Error e) {
                this.serving.set(false);
                throw e;
            }
        }
    }

    private void run() {
        while (true) {
            serveAll();
            if (this.all.isEmpty()) {
                this.serving.set(false);
                // A client may have come before the flag was cleared.
                if (this.all.isEmpty() || !this.serving.compareAndSet(false, true)) {
                    return;
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            }
            catch (InterruptedException e) {
                LOGGER.atDebug().log("Nothing interrupts this thread; it ends with its last client");
            }
        }
    }

    /** Called by the outermost frame: without this thread, no client would get rows. */
    private void serveAll() {
        for (Served served : this.all) {
            try {
                serve(served);
            }
            catch (RuntimeException | Error e) {
                LOGGER.atWarn().setCause(e).log("Rows cannot be sent to a client now; this is tried again");
            }
        }
    }

    private void serve(Served served) {
        long now = System.nanoTime();
        try {
            if (!this.running || !served.source().isValid()) {
                served.connection().end();
            }
            else if (!served.connection().isOver()) {
                send(served, now);
            }
        }
        catch (IOException e) {
            served.connection().lost();
        }
        catch (RuntimeException e) {
            // The server takes its objects back when the client is gone.
            if (!served.connection().isOver()) {
                LOGGER.atWarn().setCause(e).log("Rows cannot be shown to a client; its connection is closed");
            }
            served.connection().abort();
        }
        if (served.connection().isOver()) {
            this.all.remove(served);
            served.source().remove(served.watcher());
            this.places.decrementAndGet();
        }
    }

    private void send(Served served, long now) throws IOException {
        EventConnection connection = served.connection();
        boolean ready = connection.isReady();
        while (ready) {
            served.progressAt(now);
            byte[] events = served.watcher().next(now);
            if (events.length == 0) {
                connection.flush();
                return;
            }
            connection.write(events);
            ready = connection.isReady();
        }
        if (now - served.progressAt() > this.patience.toNanos()) {
            LOGGER.atInfo()
                .addKeyValue("patience", this.patience)
                .log("A client that watched rows did not read; its connection is closed");
            connection.abort();
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("sensor.watchers", this.places, AtomicInteger::get)
            .description("Clients that watch rows")
            .register(registry);
    }

    @Override
    public void start() {
        this.running = true;
    }

    /** Ends all responses, so that the server does not wait for them. */
    @Override
    public void stop() {
        this.running = false;
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
        try {
            while (!this.all.isEmpty() && System.nanoTime() < until) {
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            }
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    /** Stops first, before the server waits for requests. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }

    /** A client with its connection. Owned by the sending thread. */
    private static final class Served {

        private final Watcher watcher;

        private final RowSource source;

        private final EventConnection connection;

        private long progressAt;

        Served(Watcher watcher, RowSource source, EventConnection connection, long now) {
            this.watcher = watcher;
            this.source = source;
            this.connection = connection;
            this.progressAt = now;
        }

        Watcher watcher() {
            return this.watcher;
        }

        RowSource source() {
            return this.source;
        }

        EventConnection connection() {
            return this.connection;
        }

        long progressAt() {
            return this.progressAt;
        }

        void progressAt(long now) {
            this.progressAt = now;
        }

    }

}

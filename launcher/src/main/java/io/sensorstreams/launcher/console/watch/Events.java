package io.sensorstreams.launcher.console.watch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.launcher.watch.Event;
import io.sensorstreams.launcher.watch.EventLines;

/**
 * Reads the server-sent events of a response. A separate thread reads, so that a
 * connection that is dead without an end is noticed: the service sends an event every ten
 * seconds at least. Owned by the thread that calls {@link #next}.
 */
final class Events implements AutoCloseable {

    private static final int WAITING = 100;

    private final InputStream body;

    private final Duration silence;

    /** Events in order. An empty one means that the connection has ended. */
    private final BlockingQueue<Optional<Event>> read = new ArrayBlockingQueue<>(WAITING);

    private final Thread reader = new Thread(this::run, "events");

    /**
     * Creates the reader.
     * @param silence how long a living connection may be silent
     */
    Events(InputStream body, Duration silence) {
        this.body = body;
        this.silence = silence;
        this.reader.setDaemon(true);
        this.reader.start();
    }

    /** Returns the next event; empty when the connection is lost. */
    Optional<Event> next() throws InterruptedException {
        return Optional.ofNullable(this.read.poll(this.silence.toMillis(), TimeUnit.MILLISECONDS))
            .flatMap((event) -> event);
    }

    private void run() {
        try {
            try {
                readAll();
            }
            catch (IOException e) {
                // The connection has ended, which is reported next.
            }
            this.read.put(Optional.empty());
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readAll() throws IOException, InterruptedException {
        BufferedReader response = new BufferedReader(new InputStreamReader(this.body, StandardCharsets.UTF_8));
        EventLines lines = new EventLines();
        for (String line = response.readLine(); line != null; line = response.readLine()) {
            Optional<Event> event = lines.add(line);
            if (event.isPresent()) {
                this.read.put(event);
            }
        }
    }

    @Override
    public void close() throws IOException {
        this.reader.interrupt();
        this.body.close();
    }

}

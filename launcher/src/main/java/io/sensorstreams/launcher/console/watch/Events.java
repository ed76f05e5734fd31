package io.sensorstreams.launcher.console.watch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events, as the HTML standard defines them. A thread reads, so that a
 * connection that is dead without an end is noticed: the service sends an event every ten
 * seconds at least. Owned by the thread that calls {@link #next}.
 */
final class Events implements AutoCloseable {

    private static final int WAITING = 100;

    private final InputStream body;

    private final Duration silence;

    private final BlockingQueue<Event> read = new ArrayBlockingQueue<>(WAITING);

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

    /** Returns the next event; {@link Event#END} when the connection is lost. */
    Event next() throws InterruptedException {
        Event event = this.read.poll(this.silence.toMillis(), TimeUnit.MILLISECONDS);
        return (event != null) ? event : Event.END;
    }

    private void run() {
        try {
            try {
                readAll();
            }
            catch (IOException e) {
                // The connection has ended, which is what END says.
            }
            this.read.put(Event.END);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readAll() throws IOException, InterruptedException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(this.body, StandardCharsets.UTF_8));
        String name = "";
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String value = value(line, "data:");
            if (line.isEmpty() && !data.isEmpty()) {
                this.read.put(new Event(name, data.toString()));
            }
            if (line.isEmpty()) {
                name = "";
                data.setLength(0);
            }
            else if (value != null) {
                data.append(data.isEmpty() ? "" : "\n").append(value);
            }
            else if (line.startsWith("event:")) {
                name = line.substring("event:".length()).strip();
            }
        }
    }

    private static @Nullable String value(String line, String field) {
        if (!line.startsWith(field)) {
            return null;
        }
        String value = line.substring(field.length());
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    @Override
    public void close() throws IOException {
        this.reader.interrupt();
        this.body.close();
    }

}

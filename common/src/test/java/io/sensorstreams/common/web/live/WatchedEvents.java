package io.sensorstreams.common.web.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that watches rows: reads the events of a response on a separate thread. */
public final class WatchedEvents implements AutoCloseable {

    private static final String EVENT = "event: ";

    private static final String DATA = "data: ";

    private final List<Event> events = new CopyOnWriteArrayList<>();

    private final InputStream body;

    private volatile boolean ended;

    /** One event. */
    public record Event(String name, JsonNode data) {

    }

    private WatchedEvents(InputStream body) {
        this.body = body;
    }

    /** Connects, and returns when the service sends events. */
    public static WatchedEvents open(String address) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(URI.create(address)).header("Accept", "text/event-stream").build(),
                    BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new AssertionError(address + " was answered with " + answer.statusCode() + ": "
                    + new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
        }
        WatchedEvents opened = new WatchedEvents(answer.body());
        new Thread(opened::read, "watched-events").start();
        return opened;
    }

    private void read() {
        String name = "";
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(this.body, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(EVENT)) {
                    name = line.substring(EVENT.length());
                }
                else if (line.startsWith(DATA)) {
                    this.events.add(new Event(name, JsonMapper.shared().readTree(line.substring(DATA.length()))));
                }
            }
        }
        catch (IOException | UncheckedIOException e) {
            // The test has closed the connection.
        }
        this.ended = true;
    }

    /** The data of all rows so far. */
    public List<JsonNode> rows() {
        return this.events.stream().filter((event) -> event.name().equals("row")).map(Event::data).toList();
    }

    /** The sum of the rows that were skipped so far. */
    public long skipped() {
        return this.events.stream()
            .filter((event) -> event.name().equals("sampled"))
            .mapToLong((event) -> event.data().path("skipped").longValue())
            .sum();
    }

    public boolean hasEnded() {
        return this.ended;
    }

    @Override
    public void close() throws IOException {
        this.body.close();
    }

}

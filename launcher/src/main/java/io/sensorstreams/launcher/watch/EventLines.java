package io.sensorstreams.launcher.watch;

import java.util.concurrent.Flow;
import java.util.function.BiConsumer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the lines of a response of server-sent events. The data of each event is one line
 * of JSON. Called by one thread at a time.
 */
final class EventLines implements Flow.Subscriber<String> {

    private static final String EVENT = "event: ";

    private static final String DATA = "data: ";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final BiConsumer<String, JsonNode> events;

    private String event = "";

    /**
     * Creates a reader.
     * @param events receives the name and the data of each event
     */
    EventLines(BiConsumer<String, JsonNode> events) {
        this.events = events;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        if (line.startsWith(EVENT)) {
            this.event = line.substring(EVENT.length());
        }
        else if (line.startsWith(DATA)) {
            this.events.accept(this.event, JSON.readTree(line.substring(DATA.length())));
        }
    }

    @Override
    public void onError(Throwable failure) {
        // The response fails, too.
    }

    @Override
    public void onComplete() {
        // The response ends, too.
    }

}

package io.sensorstreams.launcher.watch;

import java.util.Optional;

/**
 * Puts server-sent events together from the lines of a response, as the HTML standard
 * defines them. Used by one thread at a time.
 */
public final class EventLines {

    private static final String NAME = "event";

    private static final String DATA = "data";

    private final StringBuilder data = new StringBuilder();

    private String name = "";

    /** Adds a line without its end. Returns the event that ends here, if one does. */
    public Optional<Event> add(String line) {
        if (line.isEmpty()) {
            return end();
        }
        int colon = (line.indexOf(':') < 0) ? line.length() : line.indexOf(':');
        String value = line.substring(Math.min(colon + 1, line.length()));
        String text = value.startsWith(" ") ? value.substring(1) : value;
        switch (line.substring(0, colon)) {
            case NAME -> this.name = text;
            case DATA -> this.data.append(this.data.isEmpty() ? "" : "\n").append(text);
            default -> {
                // A comment, or a field that rows do not have.
            }
        }
        return Optional.empty();
    }

    private Optional<Event> end() {
        Optional<Event> event = this.data.isEmpty() ? Optional.empty()
                : Optional.of(new Event(this.name, this.data.toString()));
        this.name = "";
        this.data.setLength(0);
        return event;
    }

}

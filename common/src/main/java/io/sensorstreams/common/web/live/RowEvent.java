package io.sensorstreams.common.web.live;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A row to show to watchers. It is encoded once, and only if a watcher has room for it.
 */
public final class RowEvent {

    /** Bytes of the fields besides the row itself, about. */
    private static final int OTHERS = 300;

    private final int size;

    private final Supplier<?> view;

    private byte @Nullable [] encoded;

    /**
     * Creates an event.
     * @param length length of the row in bytes, about
     * @param view returns the object that becomes the JSON object of the event
     */
    public RowEvent(int length, Supplier<?> view) {
        this.size = length + OTHERS;
        this.view = view;
    }

    /** Bytes that the event occupies, about. */
    int size() {
        return this.size;
    }

    /** Returns the text of the event. Called on the thread of {@link Watchers} only. */
    byte[] encoded(JsonMapper json) {
        byte[] bytes = this.encoded;
        if (bytes == null) {
            bytes = text("row", json.writeValueAsString(this.view.get()));
            this.encoded = bytes;
        }
        return bytes;
    }

    /** Returns a server-sent event whose data has no line break. */
    static byte[] text(String name, String data) {
        return ("event: " + name + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

}

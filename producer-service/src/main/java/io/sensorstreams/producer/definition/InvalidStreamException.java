package io.sensorstreams.producer.definition;

import java.io.Serial;
import java.util.Map;
import java.util.TreeMap;

public class InvalidStreamException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final TreeMap<String, String> errors;

    /** The reason of each field, such as {@code source.file}. */
    public InvalidStreamException(Map<String, String> errors) {
        super("Invalid stream: " + errors);
        this.errors = new TreeMap<>(errors);
    }

    public Map<String, String> errors() {
        return this.errors;
    }

}

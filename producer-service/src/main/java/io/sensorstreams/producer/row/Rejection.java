package io.sensorstreams.producer.row;

import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

/**
 * A row that cannot be sent.
 *
 * @param raw bytes of the row as they are in the file, without the line end
 * @param line number of the line where the row begins, from 1, including the header line;
 * null when counting it would take too long
 */
public record Rejection(byte[] raw, String file, @Nullable Long line, String reason) {

    public Rejection(byte[] raw, String file, long line, String reason) {
        this(raw, file, (Long) line, reason);
    }

    public Rejection(byte[] raw, String file, OptionalLong line, String reason) {
        this(raw, file, line.isPresent() ? (Long) line.getAsLong() : null, reason);
    }

    /** Names the line in a message. */
    public String where() {
        return (this.line != null) ? "line " + this.line : "a line far from its start";
    }

}

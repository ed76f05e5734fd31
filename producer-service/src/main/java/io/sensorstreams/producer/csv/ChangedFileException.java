package io.sensorstreams.producer.csv;

import java.io.Serial;

import io.sensorstreams.producer.row.SourceException;

/**
 * Thrown when a file no longer has the text that was read of it, so that reading cannot
 * continue.
 */
public final class ChangedFileException extends SourceException {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final String REMEDY = "; start it from the beginning";

    private final String what;

    /**
     * Creates an exception.
     * @param how such as {@code was replaced since row 30}
     */
    ChangedFileException(String file, String how) {
        super(file + " " + how + REMEDY);
        this.what = file + " " + how;
    }

    ChangedFileException(String file, String how, Exception cause) {
        super(file + " " + how + " (" + cause.getMessage() + ")" + REMEDY, cause);
        this.what = file + " " + how + " (" + cause.getMessage() + ")";
    }

    /** The message without the remedy of a stream of one file. */
    public String what() {
        return this.what;
    }

}

package io.sensorstreams.consumer.format;

import java.io.IOException;
import java.io.Serial;

/** The bytes of a compressed file are not what its format has. */
public final class DamagedContentException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    DamagedContentException(IOException cause) {
        this("its compressed content is damaged: " + cause.getMessage(), cause);
    }

    /**
     * Creates an exception about a file.
     * @param message what is damaged, as the end of a sentence
     */
    public DamagedContentException(String message, IOException cause) {
        super(message, cause);
    }

}

package io.sensorstreams.consumer.format;

import java.io.IOException;
import java.io.Serial;

/** The bytes of a compressed file are not what its compression writes. */
public final class DamagedContentException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    DamagedContentException(IOException cause) {
        super("its compressed content is damaged: " + cause.getMessage(), cause);
    }

}

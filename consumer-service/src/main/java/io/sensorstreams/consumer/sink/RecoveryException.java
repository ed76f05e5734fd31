package io.sensorstreams.consumer.sink;

import java.io.IOException;
import java.io.Serial;

/**
 * Files and ledger contradict each other in a way that only a human can decide. Nothing
 * was changed on the disk; the message names the file and what to do.
 */
public final class RecoveryException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    RecoveryException(String message) {
        super(message);
    }

}

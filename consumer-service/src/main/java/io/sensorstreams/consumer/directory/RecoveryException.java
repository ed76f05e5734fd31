package io.sensorstreams.consumer.directory;

import java.io.IOException;
import java.io.Serial;

/**
 * Files and ledger contradict each other in a way that only a human can decide. Nothing
 * was changed on the disk; the message names the file and what to do.
 */
public final class RecoveryException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final long missingRows;

    public RecoveryException(String message) {
        this(message, 0);
    }

    public RecoveryException(String message, long missingRows) {
        super(message);
        this.missingRows = missingRows;
    }

    /**
     * The most committed rows that may be missing on the disk or changed; 0 when no
     * committed file is.
     */
    public long missingRows() {
        return this.missingRows;
    }

}

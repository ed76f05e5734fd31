package io.sensorstreams.consumer.directory;

import java.io.IOException;
import java.io.Serial;

/**
 * Files and ledger contradict each other, and an operator must decide how to continue.
 * Nothing was changed on the disk. The message names the file and the remedy.
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

    /** Largest number of committed rows that may be missing or changed on the disk. */
    public long missingRows() {
        return this.missingRows;
    }

}

package io.sensorstreams.consumer.sink;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

import io.sensorstreams.common.ledger.LedgerEntry;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is missing or changed of a partition's committed files, so that all rows
 * that are affected are counted. Owned by one thread.
 */
final class Damage {

    private final Set<String> files = new HashSet<>();

    private @Nullable RecoveryException first;

    private long missingRows;

    /** Looks at a file. */
    @FunctionalInterface
    interface Check {

        void run() throws IOException;

    }

    /** Runs a check, unless the file failed another one before. */
    void check(LedgerEntry entry, Check check) throws IOException {
        if (this.files.contains(entry.file())) {
            return;
        }
        try {
            check.run();
        }
        catch (RecoveryException e) {
            this.files.add(entry.file());
            this.first = (this.first != null) ? this.first : e;
            this.missingRows += e.missingRows();
        }
    }

    /**
     * Fails if a check has failed.
     * @throws RecoveryException with the message of the first one and the rows of all
     */
    void report() throws RecoveryException {
        RecoveryException failure = this.first;
        if (failure == null) {
            return;
        }
        int others = this.files.size() - 1;
        String more = (others > 0) ? "; so it is with " + others + " more of its files" : "";
        throw new RecoveryException(failure.getMessage() + more, this.missingRows);
    }

}

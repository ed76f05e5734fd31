package io.sensorstreams.consumer.sink;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.directory.RecoveryException;
import org.jspecify.annotations.Nullable;

/** Collects the committed files that are missing or changed, with their rows. */
final class Damage {

    /** Largest number of file names in a message, in addition to the first one. */
    private static final int MOST_NAMED = 3;

    private final Set<String> files = new LinkedHashSet<>();

    private @Nullable RecoveryException first;

    private long missingRows;

    @FunctionalInterface
    interface Check {

        void run() throws IOException;

    }

    /** Runs a check, unless the file failed an earlier one. */
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

    /** Throws the first failure, with the names of further files and all rows. */
    void report() throws RecoveryException {
        RecoveryException failure = this.first;
        if (failure == null) {
            return;
        }
        throw new RecoveryException(failure.getMessage() + others(), this.missingRows);
    }

    private String others() {
        int others = this.files.size() - 1;
        if (others == 0) {
            return "";
        }
        String named = this.files.stream().skip(1).limit(MOST_NAMED).collect(Collectors.joining(", "));
        return "; " + others + ((others > 1) ? " more files" : " more file") + " of this directory "
                + ((others > 1) ? "are" : "is") + " damaged too: " + named + ((others > MOST_NAMED) ? ", …" : "");
    }

}

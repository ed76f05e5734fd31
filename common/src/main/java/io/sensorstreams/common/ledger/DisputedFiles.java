package io.sensorstreams.common.ledger;

import java.util.Set;

/**
 * Names the files of a partition whose newest record in the ledger is invalid. What the
 * ledger says of them may be out of date: nothing of them may be deleted or truncated.
 *
 * @param names names of the files
 */
public record DisputedFiles(Set<String> names) {

    /** No file is disputed. */
    public static final DisputedFiles NONE = new DisputedFiles(Set.of());

    /** Copies the names. */
    public DisputedFiles {
        names = Set.copyOf(names);
    }

    /** Whether a file is disputed. */
    public boolean has(String file) {
        return this.names.contains(file);
    }

}

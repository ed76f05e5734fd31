package io.sensorstreams.common.ledger;

import java.util.Set;

/**
 * Names the files of a partition whose newest record in the ledger is invalid. What the
 * ledger says of them may be out of date: nothing of them may be deleted or truncated.
 *
 * @param names names of the files that are known to be disputed
 * @param all whether any other file may be disputed as well, because there were more
 * invalid records than are remembered
 */
public record DisputedFiles(Set<String> names, boolean all) {

    /** No file is disputed. */
    public static final DisputedFiles NONE = new DisputedFiles(Set.of(), false);

    /** Copies the names. */
    public DisputedFiles {
        names = Set.copyOf(names);
    }

    /** Whether a file is disputed, or may be. */
    public boolean has(String file) {
        return this.all || this.names.contains(file);
    }

}

package io.sensorstreams.common.ledger;

import java.util.Set;

/**
 * Names of the files of a partition whose newest record in the ledger is invalid. Their
 * entries may be out of date, so these files must not be deleted or truncated.
 */
public record DisputedFiles(Set<String> names) {

    public static final DisputedFiles NONE = new DisputedFiles(Set.of());

    public DisputedFiles {
        names = Set.copyOf(names);
    }

    public boolean has(String file) {
        return this.names.contains(file);
    }

}

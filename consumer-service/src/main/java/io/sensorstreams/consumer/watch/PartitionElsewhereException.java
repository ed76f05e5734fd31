package io.sensorstreams.consumer.watch;

import java.io.Serial;

import io.sensorstreams.consumer.sink.PartitionKey;
import org.jspecify.annotations.Nullable;

final class PartitionElsewhereException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final @Nullable String owner;

    /**
     * Creates the exception.
     * @param instance name of this replica
     * @param owner replica that wrote to the partition last, or null when none has
     */
    PartitionElsewhereException(PartitionKey partition, String instance, @Nullable String owner) {
        super("Partition %s is not written by this replica '%s' now; ".formatted(partition, instance)
                + next(owner, instance));
        this.owner = owner;
    }

    private static String next(@Nullable String owner, String instance) {
        if (owner == null) {
            return "no replica has written to it yet";
        }
        return owner.equals(instance) ? "its group is stopped, or another replica has just taken it over"
                : "replica '" + owner + "' wrote to it last, ask that one";
    }

    @Nullable String owner() {
        return this.owner;
    }

}

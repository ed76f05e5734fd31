package io.sensorstreams.consumer.store;

import java.util.OptionalLong;

import io.sensorstreams.common.ledger.LedgerName;
import io.sensorstreams.common.ledger.LedgerObject;

/**
 * Where the output files of a partition are in an object store: the layout of a disk
 * below the prefix of the store.
 */
public record SegmentPlace(String group, String topic, int partition) {

    /** Start of the keys of the partition, without the prefix of the store. */
    String directory() {
        return LedgerObject.directory(this.group, this.topic, this.partition);
    }

    /** Whether a name is that of an object with an output file of the partition. */
    boolean holds(String object) {
        return firstOffset(object).isPresent();
    }

    /** First offset of the file that an object keeps; empty for other objects. */
    OptionalLong firstOffset(String object) {
        return LedgerObject.file(object)
            .map((file) -> LedgerName.firstOffset(this.topic, this.partition, file))
            .orElse(OptionalLong.empty());
    }

    /**
     * The key of an object, without the prefix of the store.
     * @throws IllegalArgumentException when the name is not that of an object with an
     * output file of the partition
     */
    String key(String object) {
        if (!holds(object)) {
            throw new IllegalArgumentException("'" + object + "' is no object with an output file of topic "
                    + this.topic + " partition " + this.partition);
        }
        return directory() + object;
    }

}

package io.sensorstreams.consumer.store;

import io.sensorstreams.common.ledger.LedgerName;

/**
 * Where the output files of a partition are in an object store: the layout of a disk
 * below the prefix of the store.
 */
public record SegmentPlace(String group, String topic, int partition) {

    /** Start of the keys of the partition, without the prefix of the store. */
    String directory() {
        return this.group + "/" + this.topic + "/partition=" + this.partition + "/";
    }

    /** Whether a name is that of an output file of the partition. */
    boolean holds(String file) {
        return LedgerName.firstOffset(this.topic, this.partition, file).isPresent();
    }

    /**
     * The key of a file, without the prefix of the store.
     * @throws IllegalArgumentException when the name is not that of an output file of the
     * partition
     */
    String key(String file) {
        if (!holds(file)) {
            throw new IllegalArgumentException(
                    "'" + file + "' is no output file of topic " + this.topic + " partition " + this.partition);
        }
        return directory() + file;
    }

}

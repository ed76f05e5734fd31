package io.sensorstreams.common.ledger;

/** Value of a record in the ledger: an output file or a gap. */
public sealed interface LedgerRecord permits LedgerEntry, LedgerGap {

    String group();

    String topic();

    int partition();

    /** Offset of the first record of the file or the gap. */
    long begin();

    String key();

    default boolean isOf(String group, String topic, int partition) {
        return partition() == partition && topic().equals(topic) && group().equals(group);
    }

}

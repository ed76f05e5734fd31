package io.sensorstreams.common.ledger;

/** What a record of the ledger means. */
sealed interface LedgerRecord permits LedgerEntry, LedgerGap {

    /** The key of the record. */
    String key();

}

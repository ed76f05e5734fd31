package io.sensorstreams.common.ledger;

/** Value of a record in the ledger: an output file or a gap. */
sealed interface LedgerRecord permits LedgerEntry, LedgerGap {

    /** Returns the key of the record. */
    String key();

}

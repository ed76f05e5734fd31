package io.sensorstreams.consumer.segment;

import java.io.IOException;

import io.sensorstreams.common.ledger.LedgerEntry;

/** Place of complete segments. Owned by the thread of their partition. */
public interface SegmentStore {

    /** Id of the place in the ledger. */
    String disk();

    /**
     * Moves a complete and durable temporary file of the partition's directory to its
     * final place. It replaces only files that are not in the ledger.
     * @param complete entry of the file
     * @return the entry to commit
     */
    LedgerEntry publish(String temporary, LedgerEntry complete) throws IOException;

    /** Makes all published files durable under their names. */
    void force() throws IOException;

    /** Deletes a published file that is not committed, or leaves it to the recovery. */
    void delete(String name) throws IOException;

    /** Whether a commit is needed even if there is no row. */
    default boolean awaitsCommit() {
        return false;
    }

    /** Handles a commit that succeeded. */
    default void committed() {
    }

    /** Removes what is not needed any more. Called between two commits. */
    default void tidy() throws IOException {
    }

}

package io.sensorstreams.consumer.segment;

import java.io.IOException;

/** Place of complete segments. Owned by the thread of their partition. */
public interface SegmentStore {

    /** Id of the place in the ledger. */
    String disk();

    /**
     * Moves a complete and durable temporary file of the partition's directory to its
     * final name. It replaces only files that are not in the ledger.
     */
    void publish(String temporary, String name) throws IOException;

    /** Makes all published files durable under their names. */
    void force() throws IOException;

    /** Deletes a published file that is not committed, if it exists. */
    void delete(String name) throws IOException;

}

package io.sensorstreams.consumer.store;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerObject;
import io.sensorstreams.common.objects.StoredObject;
import io.sensorstreams.consumer.directory.RecoveryException;
import org.jspecify.annotations.Nullable;

/** Collects the objects of a partition that the ledger has and the store does not. */
final class MissingObjects {

    private int count;

    private long rows;

    private @Nullable String first;

    /**
     * Compares an object with the ledger.
     * @param found the object in the store; null when it is missing
     */
    void check(LedgerEntry entry, LedgerObject object, @Nullable StoredObject found) {
        if (found != null && ObjectSegments.isUnchanged(found, entry)) {
            return;
        }
        this.count++;
        this.rows += entry.rows();
        if (this.first == null) {
            this.first = "Object '" + object.key() + "' in bucket '" + object.bucket() + "' "
                    + ((found == null) ? "is missing, but the ledger has " + entry.bytes() + " bytes of it"
                            : "has " + found.bytes() + " bytes and ETag " + found.etag() + ", but the ledger has "
                                    + entry.bytes() + " bytes and ETag " + object.etag())
                    + "; restore the version with ETag " + object.etag() + ", or stop group " + entry.group()
                    + " and replay topic " + entry.topic() + " from offset " + entry.firstOffset() + " or before";
        }
    }

    /**
     * Checks that the ledger is not wrong about the file of an object.
     * @throws RecoveryException when the newest record of the file is invalid, and there
     * is no valid one
     */
    static void checkUndisputed(String key, PartitionObjects.Committed committed) throws RecoveryException {
        String file = LedgerObject.file(key).orElseThrow();
        if (committed.disputed().has(file)
                && committed.files().stream().noneMatch((entry) -> entry.file().equals(file))) {
            throw new RecoveryException("The newest record of file " + file + " in the ledger is invalid, and no valid "
                    + "one is known; object '" + key + "' is left as it is: see 'Invalid records' in "
                    + "docs/internal-topics.md");
        }
    }

    /**
     * Ends the checks.
     * @throws RecoveryException when an object is missing or was replaced
     */
    void report() throws RecoveryException {
        if (this.first != null) {
            int others = this.count - 1;
            throw new RecoveryException(
                    this.first + ((others > 0) ? "; also missing or replaced in this partition: " + others : ""),
                    this.rows);
        }
    }

}

package io.sensorstreams.consumer.store;

import java.io.IOException;
import java.io.Serial;

/**
 * Thrown when there is another object with the key of an output file. It was written by a
 * replica that owned the partition before or after, and is not replaced.
 */
public final class SegmentTakenException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient StoredSegment found;

    SegmentTakenException(FinishedSegment segment, StoredSegment found) {
        super("Object '" + found.key() + "' in bucket '" + found.bucket() + "' exists with " + found.bytes()
                + " bytes and CRC-32C '" + found.crc32c() + "', expected none or one with " + segment.bytes()
                + " bytes and CRC-32C '" + segment.crc32c() + "'; if the ledger does not have it, the owner of "
                + "partition " + segment.place().partition() + " of topic " + segment.place().topic()
                + " removes it when it recovers the partition");
        this.found = found;
    }

    /** The other object. */
    public StoredSegment found() {
        return this.found;
    }

}

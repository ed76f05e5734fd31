package io.sensorstreams.consumer.files;

import java.io.Serial;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerObject;

public final class FileNotFoundException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private FileNotFoundException(String message) {
        super(message);
    }

    static FileNotFoundException unknown(String group, String topic, int partition, String file) {
        return new FileNotFoundException("The ledger has no file '%s' of group '%s', topic %s, partition %d"
            .formatted(file, group, topic, partition));
    }

    public static FileNotFoundException damaged(LedgerEntry entry, String reason) {
        return new FileNotFoundException("The committed %d bytes of %s cannot be served from %s: %s"
            .formatted(entry.bytes(), entry.file(), place(entry), reason));
    }

    private static String place(LedgerEntry entry) {
        LedgerObject object = entry.object();
        return (object == null) ? "this disk"
                : "the object store, object '" + object.key() + "' in bucket '" + object.bucket() + "'";
    }

    /** The file was there when the request began, or when it was written. */
    public static FileNotFoundException deleted(LedgerEntry entry) {
        return new FileNotFoundException("The committed %d bytes of %s were deleted from %s".formatted(entry.bytes(),
                entry.file(), place(entry)));
    }

    static FileNotFoundException elsewhere(LedgerEntry entry) {
        return new FileNotFoundException(
                "The committed %d bytes of %s are not on this disk; they belong to instance '%s'"
                    .formatted(entry.bytes(), entry.file(), entry.owner()));
    }

}

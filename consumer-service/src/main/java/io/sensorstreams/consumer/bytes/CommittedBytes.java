package io.sensorstreams.consumer.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.consumer.format.DamagedContentException;
import io.sensorstreams.consumer.store.ObjectStores;
import org.jspecify.annotations.Nullable;

/**
 * Committed bytes of one output file, on this disk or in an object store. Each method,
 * and each read, throws a {@link NoSuchFileException} when the file is gone, a
 * {@link DamagedContentException} when its object was replaced, and a
 * {@link StoreException} when the store fails. A failure of the store may pass: the same
 * call may succeed later. Thread-safe.
 */
public interface CommittedBytes {

    /**
     * Bytes at the start of a file on this disk.
     * @param length number of committed bytes; more may follow
     */
    static CommittedBytes onDisk(Path path, long length) {
        return new DiskBytes(path, length);
    }

    /** Bytes of a file that is kept as an object. Makes no call of the store. */
    static CommittedBytes inStore(LedgerEntry entry, ObjectStores stores) {
        return new StoreBytes(stores.of(entry), ObjectStores.stored(entry), entry.file());
    }

    /** Name of the output file. */
    String file();

    /** Number of committed bytes. */
    long length();

    /** Checks, without reading them, that they are there. */
    void check() throws IOException;

    /**
     * Opens them at their start. On a disk, bytes that are not committed may follow. The
     * stream of an object skips without reading.
     */
    InputStream stream() throws IOException;

    /** Opens them to read them at any place. */
    BytesReader open() throws IOException;

    /**
     * Finds what has failed when an exception is not about the content of a file: the
     * store, or a file that is gone or replaced.
     * @return one of the exceptions of this interface; null when there is none
     */
    static @Nullable IOException unread(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (cause instanceof NoSuchFileException || cause instanceof StoreException
                    || cause instanceof DamagedContentException) {
                return (IOException) cause;
            }
            cause = cause.getCause();
        }
        return null;
    }

}

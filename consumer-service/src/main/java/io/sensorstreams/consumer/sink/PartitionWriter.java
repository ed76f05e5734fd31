package io.sensorstreams.consumer.sink;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.format.OpenFile;
import org.jspecify.annotations.Nullable;

/**
 * Writes the output files of one topic partition. Each row is in the open file of its set
 * of columns. The rows of a file are in offset order, and files with the same columns do
 * not overlap. Rows are {@linkplain #append appended}, {@linkplain #flush made durable},
 * and {@linkplain #committed committed} by the owner of the transaction; until then
 * {@link #cutBack} removes them. Offsets grow but may skip. Owned by one thread, not
 * thread-safe.
 */
public sealed interface PartitionWriter permits AppendingWriter, SegmentWriter {

    /** When the uncommitted rows are committed. */
    enum Due {

        /** Not yet: they wait for more rows or for their age. */
        LATER,

        /** With the next commit of the thread. */
        AT_INTERVALS,

        /** At once. */
        NOW

    }

    /**
     * Appends a record's value as a row, the last line of the returned file.
     * @return the file; null when the row was not taken, because the rows before it must
     * be committed first
     * @throws MalformedRowException when the value is not a row; nothing is written
     * @throws IOException when the disk fails; rows up to the last commit stay
     */
    @Nullable OpenFile append(long offset, byte @Nullable [] value) throws MalformedRowException, IOException;

    /** The same for a record with a {@code row} header, which a format may write. */
    default @Nullable OpenFile append(long offset, byte @Nullable [] value, byte @Nullable [] header)
            throws MalformedRowException, IOException {
        return append(offset, value);
    }

    /** Whether {@link #append(long, byte[], byte[])} uses the header. */
    default boolean takesHeaders() {
        return false;
    }

    /** Checks at intervals that the files still exist where they were written. */
    void checkDirectory() throws IOException;

    /**
     * Removes what is not needed any more, a little at a time. May call an object store.
     */
    default void tidy() throws IOException {
    }

    /** Ends files that have been open for too long. */
    void rollByAge() throws IOException;

    Due due();

    /** Whether there are uncommitted rows or files. */
    boolean isChanged();

    FileTotals uncommitted();

    /**
     * Sends complete files to their place, if that may take long. Until all of them are
     * there, no row is appended.
     * @param enough whether the rest waits for the next call; the partition is
     * {@linkplain Due#NOW due} until then
     * @return whether {@link #flush} takes a short time now
     */
    default boolean publish(BooleanSupplier enough) throws IOException {
        return true;
    }

    /**
     * Makes all rows durable, and returns an entry for each file that changed.
     * @throws RecoveryException when files were removed or replaced
     */
    List<LedgerEntry> flush() throws IOException;

    /** Marks what {@link #flush} returned as committed, and returns what was added. */
    FileTotals committed();

    /** Whether a file in the ledger is on the disk or in the store of this writer. */
    boolean holds(LedgerEntry file);

    /** When such a file was written last; empty when it is missing. */
    Optional<Instant> writtenAt(LedgerEntry file) throws IOException;

    /**
     * Deletes sealed files that are no longer in the ledger. On a disk, that is durable
     * on return. Objects may be deleted later.
     */
    void delete(List<LedgerEntry> removed) throws IOException;

    FileTotals committedTotals();

    /** Name of the last written file at the last commit, if it was open then. */
    Optional<String> committedFile();

    /**
     * Removes what was added since the last commit and closes the files. Call it only
     * when no later commit is possible.
     * @throws RecoveryException when files were removed or replaced: the new ones may
     * belong to another replica and stay unchanged
     */
    void cutBack() throws IOException;

    /** Closes the files without removing anything and unlocks the directory. */
    void close() throws IOException;

}

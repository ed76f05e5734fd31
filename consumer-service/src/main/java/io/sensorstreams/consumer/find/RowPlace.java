package io.sensorstreams.consumer.find;

import io.sensorstreams.common.ledger.LedgerEntry;
import org.jspecify.annotations.Nullable;

/**
 * Where a row is in the files of one group, or why it is in none.
 *
 * @param file file that has the row; null if no file has it
 * @param line number of its first line in the file, from 1, where a header is line 1;
 * null if it is not known
 * @param bytePosition number of bytes in the file before the row; null if it is not known
 * @param owner instance that wrote the file last
 * @param lag offsets that the group writes before and with this row; only of a row that
 * is not written yet
 * @param reason why the row is in no file, or why its line is not known
 */
record RowPlace(String group, State state, @Nullable String file, @Nullable Long line, @Nullable Long bytePosition,
        @Nullable String owner, @Nullable Long lag, @Nullable String reason) {

    enum State {

        /** The row is committed to the file. */
        COMMITTED,
        /** The group has not committed the row yet. */
        NOT_WRITTEN,
        /** The record is not a row, so it went to the dead-letter topic. */
        DEAD_LETTER,
        /** An operator skipped the row. */
        SKIPPED,
        /** The file that had the row is lost. */
        LOST,
        /** Retention removed the file that had the row. */
        REMOVED,
        /** No file has the row, and the ledger has no reason for it. */
        MISSING

    }

    static RowPlace nowhere(String group, State state, String reason) {
        return new RowPlace(group, state, null, null, null, null, null, reason);
    }

    static RowPlace notWritten(String group, long lag, String reason) {
        return new RowPlace(group, State.NOT_WRITTEN, null, null, null, null, lag, reason);
    }

    static RowPlace at(LedgerEntry file, FileLine line) {
        return new RowPlace(file.group(), State.COMMITTED, file.file(), line.number(), line.bytePosition(),
                file.owner(), null, null);
    }

    /** The line is not known. */
    static RowPlace in(LedgerEntry file, String reason) {
        return new RowPlace(file.group(), State.COMMITTED, file.file(), null, null, file.owner(), null, reason);
    }

}

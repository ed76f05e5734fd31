package io.sensorstreams.producer.row;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * File that a stream over many files is in.
 *
 * @param file name of the file
 * @param firstRow number of its first row in the run
 * @param useful whether one of its rows could be sent
 * @param time first event time of the files up to this one, in milliseconds, when they
 * are ordered by it
 * @param before number of files that were read before this one
 * @param sent encoded names and sizes of the files that were read and kept before this
 * one; null for none
 */
@JsonInclude(Include.NON_NULL)
public record FilePlace(String file, State state, long firstRow, boolean useful, @Nullable Long time, long before,
        @Nullable String sent) {

    public enum State {

        /** The file has rows after the position, or may have. */
        READING,
        /** All its rows are before the position. */
        READ,
        /** The rest of the file is skipped, because an operator wants that. */
        LEFT

    }

    public boolean is(State expected) {
        return this.state == expected;
    }

    public FilePlace with(State other) {
        return new FilePlace(this.file, other, this.firstRow, this.useful, this.time, this.before, this.sent);
    }

    /** The place after a row that can be sent. */
    public FilePlace afterUsefulRow() {
        return this.useful ? this
                : new FilePlace(this.file, this.state, this.firstRow, true, this.time, this.before, this.sent);
    }

}

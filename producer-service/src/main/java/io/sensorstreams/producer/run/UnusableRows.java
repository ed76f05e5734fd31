package io.sensorstreams.producer.run;

import java.io.IOException;
import java.util.OptionalLong;

import io.sensorstreams.producer.row.FaultCount;
import io.sensorstreams.producer.row.Rows;
import org.jspecify.annotations.Nullable;

/**
 * Counts the sent rows of a source that lack a time or a station. Owned by the thread of
 * the stream's runner.
 */
final class UnusableRows {

    /** Most bytes that are read again to find the line of a row that is sent. */
    private static final long FAR = 64 << 20;

    private final Progress progress;

    private final Rows rows;

    UnusableRows(Progress progress, Rows rows) {
        this.progress = progress;
        this.rows = rows;
    }

    /** Counts the current row. */
    void count(boolean unkeyed, boolean untimed) {
        if (unkeyed && !isCounted(this.progress.unkeyed())) {
            this.progress.unkeyed().addFirst(line(), this.rows.stationFault());
        }
        if (untimed && !isCounted(this.progress.untimed())) {
            this.progress.untimed().addFirst(line(), this.rows.timeFault());
        }
    }

    /** Counts a row that is not the first. */
    private static boolean isCounted(FaultCount fault) {
        if (fault.rows() == 0) {
            return false;
        }
        fault.add();
        return true;
    }

    private @Nullable Long line() {
        try {
            OptionalLong line = this.rows.line(FAR);
            return line.isPresent() ? (Long) line.getAsLong() : null;
        }
        catch (IOException e) {
            // The file may be deleted while it is read.
            return null;
        }
    }

}

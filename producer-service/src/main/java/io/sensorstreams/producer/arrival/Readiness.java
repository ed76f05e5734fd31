package io.sensorstreams.producer.arrival;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;

import io.sensorstreams.producer.csv.Compression;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.SourceException;

/**
 * Whether a file that others may still be writing can be read. Owned by one look.
 */
final class Readiness {

    private static final int MOST_SEARCHED = 2 << 20;

    private static final Duration AGAIN = Duration.ofMillis(200);

    private static final Duration EMPTY = Duration.ofDays(1);

    private final FileSequence sequence;

    private final Look look;

    Readiness(FileSequence sequence, Look look) {
        this.sequence = sequence;
        this.look = look;
    }

    /** Whether a file is read while it grows. */
    static boolean isFollowed(FileSequence sequence, String file, Position from) throws IOException {
        // An object never grows.
        if (!sequence.follow() || sequence.directory().isRemote() || Compression.of(file) != Compression.NONE) {
            return false;
        }
        try {
            return sequence.reader().isPlain(file, from);
        }
        catch (SourceException e) {
            // Its opening reports the reason.
            return false;
        }
    }

    /**
     * Time until a file may be read from its start; zero if it may now.
     * @param last whether no file follows
     */
    Duration untilStart(ListedFile file, boolean last) throws IOException {
        Duration quiet = this.look.untilQuiet(file, this.sequence.minAge());
        if (last && file.size() == 0) {
            // Its writer has only created it.
            return EMPTY;
        }
        if (quiet.isZero() && !(last && this.sequence.follow())) {
            return Duration.ZERO;
        }
        if (!isFollowed(this.sequence, file.name(), Position.BEGINNING)) {
            return quiet;
        }
        return (lines(file) >= (quiet.isZero() ? 1 : this.sequence.startLines())) ? Duration.ZERO : AGAIN;
    }

    /** Time until reading a file may continue. */
    Duration untilResumed(ListedFile file, Position from) throws IOException {
        return isFollowed(this.sequence, file.name(), from) ? Duration.ZERO
                : this.look.untilQuiet(file, this.sequence.minAge());
    }

    String reason(ListedFile file) {
        return (this.sequence.follow() || file.size() == 0) ? "waits for rows of " + file.name() : "waits for files: "
                + file.name() + " must be unchanged for " + this.sequence.minAge().toMillis() + " ms";
    }

    /** Complete lines that are not blank, at most as many as needed. */
    private int lines(ListedFile file) throws IOException {
        int lines = 0;
        boolean blank = true;
        try (InputStream in = new BufferedInputStream(
                Files.newInputStream(this.sequence.directory().root().resolve(file.name())))) {
            int next = in.read();
            for (int i = 0; next >= 0 && i < MOST_SEARCHED && lines < this.sequence.startLines(); i++) {
                if (next == '\n') {
                    lines += blank ? 0 : 1;
                    blank = true;
                }
                else if (next != '\r') {
                    blank = false;
                }
                next = in.read();
            }
        }
        return lines;
    }

}

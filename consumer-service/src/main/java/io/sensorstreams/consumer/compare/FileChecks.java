package io.sensorstreams.consumer.compare;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.consumer.format.FileColumns;
import org.jspecify.annotations.Nullable;

/**
 * Which files can be read. Retention may delete a file on a disk during the pass. An
 * object is checked once: a store that fails may work again later in the same pass, and
 * its files must count in one way only. Not thread-safe.
 */
final class FileChecks {

    /** Why each file that was checked cannot be read; empty if it can. */
    private final Map<Segment, Optional<IOException>> checked = new HashMap<>();

    boolean isReadable(Segment segment) {
        return segment.here() && failure(segment) == null;
    }

    /** Why a file that is here cannot be read; null if it can. */
    @Nullable IOException failure(Segment segment) {
        Optional<IOException> known = this.checked.get(segment);
        if (known == null || (known.isEmpty() && !segment.entry().isInStore())) {
            known = check(segment);
            this.checked.put(segment, known);
        }
        return known.orElse(null);
    }

    /** Counts a file as one that cannot be read from now on. */
    void fail(Segment segment, StoreException failure) {
        this.checked.put(segment, Optional.of(failure));
    }

    private static Optional<IOException> check(Segment segment) {
        try {
            segment.bytes().check();
            return Optional.empty();
        }
        catch (IOException e) {
            return Optional.of(e);
        }
    }

    /** The typed columns of a readable Parquet file, if it is not damaged. */
    Optional<FileColumns> typedColumns(Segment segment) {
        try {
            return isReadable(segment) ? segment.typedColumns() : Optional.empty();
        }
        catch (StoreException e) {
            fail(segment, e);
            return Optional.empty();
        }
    }

    /** Length of the lines of a readable file; 0 when its store fails. */
    long length(Segment segment) throws IOException {
        try {
            return segment.length();
        }
        catch (StoreException e) {
            fail(segment, e);
            return 0;
        }
    }

}

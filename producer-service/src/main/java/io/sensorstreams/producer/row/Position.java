package io.sensorstreams.producer.row;

import org.jspecify.annotations.Nullable;

/**
 * Position in a source where reading continues.
 *
 * @param row number of rows read, including rejected ones; the {@code seq} of the next
 * row
 * @param bytes bytes of uncompressed text read, counted from the end of the file where
 * the source starts reading; 0 for a source that is not a file
 * @param seen what was known of the file there, see {@link Rows#identity}; null when
 * nothing was kept
 * @param place the file of these bytes, for a source of many files; else null
 */
public record Position(long row, long bytes, @Nullable FileIdentity seen, @Nullable FilePlace place) {

    public static final Position BEGINNING = new Position(0, 0);

    public Position(long row, long bytes) {
        this(row, bytes, null);
    }

    public Position(long row, long bytes, @Nullable FileIdentity seen) {
        this(row, bytes, seen, null);
    }

}

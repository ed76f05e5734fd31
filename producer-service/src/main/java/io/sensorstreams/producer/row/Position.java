package io.sensorstreams.producer.row;

/**
 * Where a source goes on.
 *
 * @param row rows already passed, rejected ones included; the next row's {@code seq}
 * @param bytes bytes of the file's uncompressed content already passed, counted from the
 * end that the source reads from; 0 where the source does not go by bytes
 */
public record Position(long row, long bytes) {

    /** The position before the first row. */
    public static final Position BEGINNING = new Position(0, 0);

}

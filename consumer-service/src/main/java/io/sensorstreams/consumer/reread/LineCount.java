package io.sensorstreams.consumer.reread;

/**
 * Number and length of the lines of a range of records.
 *
 * @param rows number of lines
 * @param bytes length of the lines
 */
public record LineCount(long rows, long bytes) {

    /**
     * Counts the lines up to an offset, without header lines.
     * @param end offset to stop before
     */
    public static LineCount of(SinkLines lines, long end) {
        long rows = 0;
        long bytes = 0;
        while (lines.advance(end)) {
            rows++;
            bytes += lines.line().length();
        }
        return new LineCount(rows, bytes);
    }

}

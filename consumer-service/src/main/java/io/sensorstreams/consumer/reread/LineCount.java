package io.sensorstreams.consumer.reread;

/**
 * How much of a file the lines of a range of records take.
 *
 * @param rows number of lines
 * @param bytes their length
 */
public record LineCount(long rows, long bytes) {

    /**
     * Counts the lines up to an offset; header lines do not count.
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

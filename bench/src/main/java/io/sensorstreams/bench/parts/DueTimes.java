package io.sensorstreams.bench.parts;

/**
 * Calculates the due times of the rows of a stream at a constant rate from the timestamps
 * in Kafka. Row n is due n periods after the first row. Kafka's timestamps are the times
 * of sending, in whole milliseconds rounded down. No row is sent before it is due, and
 * some rows are sent immediately. The row that was sent soonest after its due time
 * therefore determines the due times of all rows, at most a millisecond too early. This
 * error makes the measured latency longer. The measured latency is too short by at most
 * the delay of that row.
 */
final class DueTimes {

    private final double periodMillis;

    private double first = Double.POSITIVE_INFINITY;

    /**
     * Prepares for a stream.
     * @param perSecond rows per second
     */
    DueTimes(double perSecond) {
        this.periodMillis = 1000 / perSecond;
    }

    /** Adds the timestamp of a row. */
    void sent(long row, long timestamp) {
        this.first = Math.min(this.first, timestamp - row * this.periodMillis);
    }

    /**
     * Returns when a row was due, in milliseconds since the epoch. Requires that all rows
     * were added.
     */
    double due(long row) {
        return this.first + row * this.periodMillis;
    }

}

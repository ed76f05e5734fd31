package io.sensorstreams.bench.parts;

/**
 * When the rows of a stream at a constant rate were due, found out from outside. Row n is
 * due n periods after the first one, and Kafka's timestamps say when each row was sent,
 * in whole milliseconds rounded down: never earlier than it was due, and now and then at
 * once. So the row that was sent soonest after its due time tells the due times of all,
 * at most a millisecond too early, which makes what is measured a bit longer and never
 * shorter than by how soon that row was sent.
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

    /** Takes a row into account. */
    void sent(long row, long timestamp) {
        this.first = Math.min(this.first, timestamp - row * this.periodMillis);
    }

    /** When a row was due, as milliseconds of the epoch, when all rows are known. */
    double due(long row) {
        return this.first + row * this.periodMillis;
    }

}

package io.sensorstreams.producer.range;

import io.sensorstreams.producer.row.Rows;

/**
 * Range of event times in milliseconds, see {@link Rows#eventTimeMillis()}.
 *
 * @param from first time of the range
 * @param to first time after the range
 */
public record EventRange(long from, long to) {

    /** Contains all times. */
    public static final EventRange ALL = new EventRange(Long.MIN_VALUE, Long.MAX_VALUE);

    public boolean contains(long time) {
        return time >= this.from && time < this.to;
    }

    /**
     * Whether the range has all times up to some time, in the order of reading.
     * @param newestFirst see {@link Rows#isNewestFirst()}
     */
    boolean isOpenAtStart(boolean newestFirst) {
        return newestFirst ? this.to == Long.MAX_VALUE : this.from == Long.MIN_VALUE;
    }

    public EventRange and(EventRange other) {
        return new EventRange(Math.max(this.from, other.from), Math.min(this.to, other.to));
    }

}

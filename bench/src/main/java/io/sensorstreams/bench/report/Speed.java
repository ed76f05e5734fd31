package io.sensorstreams.bench;

import java.util.concurrent.TimeUnit;

/** Rows in a time. */
final class Speed {

    private Speed() {
    }

    static double perSecond(long rows, long nanos) {
        return (double) rows * TimeUnit.SECONDS.toNanos(1) / nanos;
    }

}

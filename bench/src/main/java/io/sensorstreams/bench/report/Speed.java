package io.sensorstreams.bench.report;

import java.util.concurrent.TimeUnit;

/** Calculates rates. */
public final class Speed {

    private Speed() {
    }

    public static double perSecond(long rows, long nanos) {
        return (double) rows * TimeUnit.SECONDS.toNanos(1) / nanos;
    }

}

package io.sensorstreams.common.transaction;

import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/**
 * Tells when Kafka has shut a producer out, because somebody else has its place.
 */
public final class Fencing {

    private Fencing() {
    }

    /** Whether Kafka has shut the producer out that failed so. */
    public static boolean isFenced(@Nullable Throwable failure) {
        return failure instanceof ProducerFencedException || failure instanceof InvalidProducerEpochException
                || (failure != null && isFenced(failure.getCause()));
    }

}

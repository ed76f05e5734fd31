package io.sensorstreams.producer.publish;

import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/**
 * Tells when another producer has opened the same transactional id.
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

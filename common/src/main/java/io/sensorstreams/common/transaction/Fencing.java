package io.sensorstreams.common.transaction;

import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/**
 * Detects that Kafka has fenced a producer, because another producer uses its
 * transactional id.
 */
public final class Fencing {

    private Fencing() {
    }

    /** Whether a failure means that the producer was fenced. */
    public static boolean isFenced(@Nullable Throwable failure) {
        return failure instanceof ProducerFencedException || failure instanceof InvalidProducerEpochException
                || (failure != null && isFenced(failure.getCause()));
    }

}

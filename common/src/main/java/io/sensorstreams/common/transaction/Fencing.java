package io.sensorstreams.common.transaction;

import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

public final class Fencing {

    private Fencing() {
    }

    /**
     * Whether a failure means that Kafka has fenced the producer, because another one
     * uses its transactional id.
     */
    public static boolean isFenced(@Nullable Throwable failure) {
        return failure instanceof ProducerFencedException || failure instanceof InvalidProducerEpochException
                || (failure != null && isFenced(failure.getCause()));
    }

}

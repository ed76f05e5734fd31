package io.sensorstreams.consumer.listen;

import java.io.Serial;

import io.sensorstreams.common.kafka.ProducerClient;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;

/** Kafka refused a commit because another client owns the partitions or the id. */
final class FencedException extends KafkaException {

    @Serial
    private static final long serialVersionUID = 1L;

    private FencedException(KafkaException refusal) {
        super("This consumer was fenced, its commit was refused: " + refusal.getMessage(), refusal);
    }

    /** Wraps an error that means fencing, and returns every other one as it is. */
    static KafkaException orSame(KafkaException refusal) {
        boolean fenced = refusal instanceof CommitFailedException || refusal instanceof FencedInstanceIdException
                || ProducerClient.isFenced(refusal);
        return fenced ? new FencedException(refusal) : refusal;
    }

}

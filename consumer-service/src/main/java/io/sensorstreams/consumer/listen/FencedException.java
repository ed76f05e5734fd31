package io.sensorstreams.consumer.listen;

import java.io.Serial;

import org.apache.kafka.common.KafkaException;

/**
 * Kafka refused a commit because another client owns the partitions or the transactional
 * id.
 */
final class FencedException extends KafkaException {

    @Serial
    private static final long serialVersionUID = 1L;

    FencedException(KafkaException refusal) {
        super("This consumer was fenced, its commit was refused: " + refusal.getMessage(), refusal);
    }

}

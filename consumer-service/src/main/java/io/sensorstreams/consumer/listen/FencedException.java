package io.sensorstreams.consumer.listen;

import java.io.Serial;

import org.apache.kafka.common.KafkaException;

/** Kafka refused a commit, because somebody else has the partitions or the name. */
final class FencedException extends KafkaException {

    @Serial
    private static final long serialVersionUID = 1L;

    FencedException(KafkaException refusal) {
        super("This consumer was fenced, nothing of it is committed: " + refusal.getMessage(), refusal);
    }

}

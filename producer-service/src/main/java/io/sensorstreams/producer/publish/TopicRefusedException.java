package io.sensorstreams.producer.publish;

import java.io.Serial;

import io.sensorstreams.common.access.KafkaRefusal;
import org.apache.kafka.common.KafkaException;

/**
 * Thrown when Kafka refuses a topic permanently. The message may be shown to the user.
 */
public final class TopicRefusedException extends KafkaException {

    @Serial
    private static final long serialVersionUID = 1L;

    TopicRefusedException(String topic, Throwable cause) {
        super("Kafka refuses topic '" + topic + "': " + KafkaRefusal.message(cause), cause);
    }

}

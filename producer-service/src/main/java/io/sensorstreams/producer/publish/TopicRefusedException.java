package io.sensorstreams.producer.publish;

import java.io.Serial;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Kafka refuses a topic, and will refuse it as often as it is asked. The message is fit
 * to be shown to the user.
 */
public final class TopicRefusedException extends KafkaException {

    @Serial
    private static final long serialVersionUID = 1L;

    TopicRefusedException(String topic, Throwable cause) {
        super("Kafka refuses topic '" + topic + "': " + cause.getMessage(), cause);
    }

    /**
     * Whether asking again cannot help. A password that is refused concerns the service
     * and not the topic; it may be corrected at the broker.
     */
    static boolean isForGood(Throwable failure) {
        return failure instanceof ApiException && !(failure instanceof RetriableException)
                && !(failure instanceof AuthenticationException);
    }

}

package io.sensorstreams.common.topic;

import java.time.Duration;
import java.util.Map;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;

import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/**
 * Makes consumers that leave their group when they are closed, whatever their membership.
 * By itself a static member, one with a {@code group.instance.id}, stays in the group
 * until its session times out, and nobody else has its partitions until then. A member
 * that is killed still stays, and has its partitions back when it returns in time.
 */
public class LeavingConsumerFactory<K, V> extends DefaultKafkaConsumerFactory<K, V> {

    /** How long a consumer that is closed waits for a broker that does not answer. */
    private static final Duration CLOSE = Duration.ofSeconds(3);

    /**
     * Creates the factory.
     * @param settings Kafka's settings of a consumer
     */
    public LeavingConsumerFactory(Map<String, Object> settings) {
        super(settings);
    }

    @Override
    protected Consumer<K, V> createRawConsumer(Map<String, Object> settings) {
        return new LeavingConsumer(settings);
    }

    /**
     * Spring's containers unsubscribe their consumers, and close them without options.
     */
    private final class LeavingConsumer extends ExtendedKafkaConsumer {

        LeavingConsumer(Map<String, Object> settings) {
            super(settings);
        }

        /**
         * Left to {@link #close}: a static member that unsubscribes forgets its member
         * id, and cannot leave any more.
         */
        @Override
        public void unsubscribe() {
        }

        @Override
        public void close() {
            close(CloseOptions.timeout(CLOSE).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
        }

    }

}

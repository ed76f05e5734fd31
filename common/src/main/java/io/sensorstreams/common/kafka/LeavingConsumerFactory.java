package io.sensorstreams.common.kafka;

import java.time.Duration;
import java.util.Map;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;

import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/**
 * Creates consumers that leave their group when they are closed, including static
 * members. By default, a static member (with a {@code group.instance.id}) stays in the
 * group until its session times out. A member that is killed still stays, and gets its
 * partitions back when it restarts in time.
 */
public class LeavingConsumerFactory<K, V> extends DefaultKafkaConsumerFactory<K, V> {

    private static final Duration CLOSE = Duration.ofSeconds(3);

    public LeavingConsumerFactory(Map<String, Object> settings) {
        super(settings);
    }

    @Override
    protected Consumer<K, V> createRawConsumer(Map<String, Object> settings) {
        return new LeavingConsumer(settings);
    }

    /** Spring's containers unsubscribe their consumers and close them plainly. */
    private final class LeavingConsumer extends ExtendedKafkaConsumer {

        LeavingConsumer(Map<String, Object> settings) {
            super(settings);
        }

        /**
         * Does nothing; {@link #close} leaves the group. A static member that
         * unsubscribes clears its member id and cannot leave the group afterwards.
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

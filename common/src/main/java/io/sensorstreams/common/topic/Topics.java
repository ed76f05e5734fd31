package io.sensorstreams.common.topic;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Topics that the services create when they are missing. A topic that exists is left as
 * it is, whatever its partitions.
 */
public final class Topics {

    /** What is committed to which output file; compacted. */
    public static final String LEDGER = "sensor-ledger";

    /** Specs and wanted states of the sensor streams; compacted. */
    public static final String STREAMS = "sensor-streams";

    /**
     * Where each sensor stream stands; compacted. A stream's partition is the same here
     * as in {@link #STREAMS}.
     */
    public static final String POSITIONS = "sensor-positions";

    private Topics() {
    }

    /**
     * Describes a topic for rows.
     * @param replication replicas of each partition, or -1 for the broker's default
     */
    public static NewTopic rows(String name, int partitions, short replication) {
        return new NewTopic(name, partitions, replication);
    }

    /**
     * Describes a compacted topic.
     * @param replication replicas of each partition, or -1 for the broker's default
     */
    public static NewTopic compacted(String name, int partitions, short replication) {
        return new NewTopic(name, partitions, replication)
            .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    /**
     * Creates the topics that are missing and waits for the broker's answer.
     * @throws TimeoutException when the broker did not answer in time
     * @throws ExecutionException when the broker refused; the cause says why
     */
    public static void createMissing(Admin admin, Duration timeout, NewTopic... topics)
            throws TimeoutException, ExecutionException, InterruptedException {
        CreateTopicsOptions options = new CreateTopicsOptions().timeoutMs(Math.toIntExact(timeout.toMillis()));
        List<KafkaFuture<Void>> answers = List
            .copyOf(admin.createTopics(Arrays.asList(topics), options).values().values());
        for (KafkaFuture<Void> answer : answers) {
            try {
                answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            }
            catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

}

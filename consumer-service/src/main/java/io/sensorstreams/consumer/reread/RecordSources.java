package io.sensorstreams.consumer.reread;

import java.time.Duration;
import java.util.Properties;
import java.util.function.LongConsumer;

import io.sensorstreams.consumer.setting.SensorProperties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/**
 * Opens partitions to be read again, by consumers that belong to no group and commit
 * nothing.
 */
@Component
public class RecordSources {

    /** A broker whose name cannot be resolved for some seconds ends no audit. */
    private static final RetryPolicy PATIENCE = RetryPolicy.builder()
        .includes(KafkaException.class)
        .maxRetries(7)
        .delay(Duration.ofMillis(250))
        .multiplier(2)
        .maxDelay(Duration.ofSeconds(5))
        .build();

    private final ConsumerFactory<?, ?> consumers;

    private final String instance;

    /** Creates the opener; nothing is connected yet. */
    RecordSources(ConsumerFactory<?, ?> consumers, SensorProperties properties) {
        this.consumers = consumers;
        this.instance = properties.instance();
    }

    /**
     * Opens one partition; the caller closes it. Tries again for some seconds when there
     * can be no client now.
     * @param progress told how many records came, from time to time
     */
    @SuppressWarnings("unchecked") // the service's default deserializers are those of
                                   // byte[]
    public RecordSource open(TopicPartition partition, LongConsumer progress) {
        Properties overrides = new Properties();
        // Where Kafka removes rows while they are read, an error is right and a jump is
        // not.
        overrides.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // All of it is there already. Closing waits for the last fetch, which asks for
        // more: half a second for each partition is minutes for many.
        overrides.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "20");
        String clientId = this.instance + "-reread-" + partition;
        Consumer<byte[], byte[]> consumer = (Consumer<byte[], byte[]>) new RetryTemplate(PATIENCE)
            .invoke(() -> this.consumers.createConsumer(null, clientId, null, overrides));
        return new PartitionRecords(consumer, partition, progress);
    }

}

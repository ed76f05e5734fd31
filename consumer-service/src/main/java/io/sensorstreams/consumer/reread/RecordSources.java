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
 * Opens partitions to be read again, with consumers that have no group and commit
 * nothing.
 */
@Component
public class RecordSources {

    /** So that a failed name lookup of a broker does not end an audit. */
    private static final RetryPolicy PATIENCE = RetryPolicy.builder()
        .includes(KafkaException.class)
        .maxRetries(7)
        .delay(Duration.ofMillis(250))
        .multiplier(2)
        .maxDelay(Duration.ofSeconds(5))
        .build();

    private final ConsumerFactory<?, ?> consumers;

    private final String instance;

    RecordSources(ConsumerFactory<?, ?> consumers, SensorProperties properties) {
        this.consumers = consumers;
        this.instance = properties.instance();
    }

    /**
     * Opens one partition; the caller closes it.
     * @param progress called with the number of records of each poll
     */
    @SuppressWarnings("unchecked") // the service's default deserializers are those of
                                   // byte[]
    public RecordSource open(TopicPartition partition, LongConsumer progress) {
        Properties overrides = new Properties();
        // If Kafka removes records during the read, fail instead of skipping them.
        overrides.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // All records exist already, so there is nothing to wait for. Closing waits for
        // the last fetch: half a second for each partition adds up to minutes.
        overrides.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "20");
        String clientId = this.instance + "-reread-" + partition;
        Consumer<byte[], byte[]> consumer = (Consumer<byte[], byte[]>) new RetryTemplate(PATIENCE)
            .invoke(() -> this.consumers.createConsumer(null, clientId, null, overrides));
        return new PartitionRecords(consumer, partition, progress);
    }

}

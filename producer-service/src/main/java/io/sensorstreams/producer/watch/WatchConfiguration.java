package io.sensorstreams.producer.watch;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/** Configures how topics are read for watchers. */
@Configuration(proxyBeanMethods = false)
class WatchConfiguration {

    @Bean
    WatchedTopics watchedTopics(ConsumerFactory<?, ?> configured) {
        Map<String, Object> settings = settings(configured);
        return new WatchedTopics((topic) -> consumer(topic, settings));
    }

    private static Consumer<byte[], byte[]> consumer(String topic, Map<String, Object> settings) {
        Map<String, Object> ofTopic = new HashMap<>(settings);
        ofTopic.put(ConsumerConfig.CLIENT_ID_CONFIG, "watch-" + topic);
        return new DefaultKafkaConsumerFactory<byte[], byte[]>(ofTopic).createConsumer();
    }

    /** Small fetches: rows that nobody can read must not load the broker. */
    private static Map<String, Object> settings(ConsumerFactory<?, ?> configured) {
        Map<String, Object> settings = new HashMap<>(configured.getConfigurationProperties());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 64 * 1024);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 256 * 1024);
        return settings;
    }

}

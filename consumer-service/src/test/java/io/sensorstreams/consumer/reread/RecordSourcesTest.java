package io.sensorstreams.consumer.reread;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.sensorstreams.consumer.setting.SensorProperties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class RecordSourcesTest {

    private final AtomicInteger failures = new AtomicInteger();

    private final RecordSources sources = new RecordSources(new DefaultKafkaConsumerFactory<byte[], byte[]>(Map.of()) {

        @Override
        protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> settings) {
            if (RecordSourcesTest.this.failures.getAndDecrement() > 0) {
                throw new KafkaException("No resolvable bootstrap urls given in bootstrap.servers");
            }
            return new MockConsumer<>("none");
        }

    }, new Binder(
            new MapConfigurationPropertySource(Map.of("sensor.instance", "consumer-0", "sensor.output-dir", "/unused")))
        .bind("sensor", SensorProperties.class)
        .get());

    @ParameterizedTest
    @ValueSource(ints = { 1, 3 })
    void opensWhenAConsumerCanBeCreatedAgain(int times) {
        this.failures.set(times);
        try (RecordSource source = this.sources.open(new TopicPartition("AIR", 0), (count) -> {
        })) {
            assertThat(source.read(0, 0)).isExhausted();
        }
        assertThat(this.failures.get()).isNegative();
    }

}

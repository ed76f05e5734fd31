package io.sensorstreams.system.page;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** What another program sends to Kafka and reads there. */
record Kafka(String bootstrapServers) {

    /** Sends a record without a key. Returns its offset. */
    long send(String topic, int partition, String value) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(settings(), new StringSerializer(),
                new StringSerializer())) {
            return producer.send(new ProducerRecord<>(topic, partition, null, value)).get().offset();
        }
    }

    /** Returns the committed offset of each partition of a group. */
    List<Long> committed(String group) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(settings())) {
            return admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .values()
                .stream()
                .map(OffsetAndMetadata::offset)
                .toList();
        }
    }

    private Map<String, Object> settings() {
        return Map.of("bootstrap.servers", this.bootstrapServers);
    }

}

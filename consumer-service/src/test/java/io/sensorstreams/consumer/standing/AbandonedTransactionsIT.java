package io.sensorstreams.consumer.standing;

import java.util.Map;

import io.sensorstreams.consumer.listen.ConsumerService;
import io.sensorstreams.consumer.listen.ServiceFixture;
import io.sensorstreams.kafka.TestKafka;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Transactions of a replica that was killed during a commit. */
class AbandonedTransactionsIT extends ServiceFixture {

    @Test
    void areAbortedByTheNewOwner() throws Exception {
        ConsumerService gone = start("sensor.instance=gone");
        this.topic.sendNumbers(0, 0, 50);
        this.topic.sendNumbers(1, 0, 10);
        awaitLagZero();
        gone.close();
        try (Producer<byte[], byte[]> left = producer("thread/gone/" + name() + "/0")) {
            left.initTransactions();
            left.beginTransaction();
            left.sendOffsetsToTransaction(Map.of(new TopicPartition(name(), 0), new OffsetAndMetadata(3)), group());

            start("sensor.instance=left");
            this.topic.sendNumbers(0, 50, 100);
            awaitLagZero();

            assertThat(rows(0)).isEqualTo(numbers(0, 100));
            assertThatExceptionOfType(ProducerFencedException.class).isThrownBy(left::commitTransaction);
        }
    }

    /** A process that owned the partition may still run, and is fenced only by its id. */
    @Test
    void anAssignedPartitionFencesItsFormerOwner() throws Exception {
        try (Producer<byte[], byte[]> frozen = producer("partition/" + name() + "/" + name() + "/0")) {
            frozen.initTransactions();
            this.topic.sendNumbers(0, 0, 50);
            this.topic.sendNumbers(1, 0, 10);
            start("sensor.assign=" + name() + ":0," + name() + ":1");
            awaitLagZero();

            assertThat(rows(0)).isEqualTo(numbers(0, 50));
            frozen.beginTransaction();
            assertThatExceptionOfType(ProducerFencedException.class).isThrownBy(() -> {
                frozen.sendOffsetsToTransaction(Map.of(new TopicPartition(name(), 0), new OffsetAndMetadata(3)),
                        group());
                frozen.commitTransaction();
            });
        }
    }

    private ConsumerGroupMetadata group() {
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers(), "group.id", name()),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.groupMetadata();
        }
    }

    /** The broker itself would abort the transaction only after the end of the test. */
    private static Producer<byte[], byte[]> producer(String transactionalId) {
        return new KafkaProducer<>(Map.of("bootstrap.servers", TestKafka.bootstrapServers(), "transactional.id",
                transactionalId, "transaction.timeout.ms", 600_000), new ByteArraySerializer(),
                new ByteArraySerializer());
    }

}

package io.sensorstreams.consumer.listen;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

import io.sensorstreams.common.wire.RowHeaderWriter;
import io.sensorstreams.kafka.TestKafka;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/**
 * Topic of one test, written in transactions as by the producer-service.
 */
public final class TestTopic implements AutoCloseable {

    private final String name;

    private final int partitions;

    private final Admin admin;

    private final Producer<byte[], byte[]> producer;

    /** Creates a topic with a unique name on the broker of the tests. */
    public TestTopic(int partitions) throws Exception {
        this("T" + UUID.randomUUID().toString().substring(0, 8), partitions, TestKafka.bootstrapServers());
        createTopic();
    }

    /** Writes to a topic that the service creates. */
    TestTopic(String name, int partitions, String bootstrapServers) {
        this.name = name;
        this.partitions = partitions;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers, "transactional.id", name),
                new ByteArraySerializer(), new ByteArraySerializer());
        this.producer.initTransactions();
    }

    /** Name of the topic, unique for each test. */
    public String name() {
        return this.name;
    }

    /** Returns a client of the broker. */
    public Admin admin() {
        return this.admin;
    }

    /** Sends values to a partition in one transaction. */
    public void send(int partition, String... values) {
        this.producer.beginTransaction();
        sendOpen(partition, values);
        // See ProducerClient.commit.
        this.producer.flush();
        this.producer.commitTransaction();
    }

    /** Sends values in a transaction that is aborted. */
    public void sendAborted(int partition, String... values) {
        this.producer.beginTransaction();
        sendOpen(partition, values);
        this.producer.flush();
        this.producer.abortTransaction();
    }

    private void sendOpen(int partition, @Nullable String... values) {
        for (String value : values) {
            this.producer.send(new ProducerRecord<>(this.name, partition, null,
                    (value != null) ? value.getBytes(StandardCharsets.UTF_8) : null));
        }
    }

    /** Replaces the topic with an empty one of the same name. */
    public void recreate() throws Exception {
        this.admin.deleteTopics(List.of(this.name)).all().get();
        await().ignoreExceptions().untilAsserted(() -> createTopic());
    }

    private void createTopic() throws Exception {
        this.admin.createTopics(List.of(new NewTopic(this.name, this.partitions, (short) 1))).all().get();
    }

    /** Removes the records before an offset from Kafka, as retention does. */
    public void deleteRecordsBelow(int partition, long offset) throws Exception {
        this.admin.deleteRecords(Map.of(new TopicPartition(this.name, partition), RecordsToDelete.beforeOffset(offset)))
            .all()
            .get();
    }

    /** Sends {@code {"n":from}} to {@code {"n":to-1}}, ten in a transaction. */
    public void sendNumbers(int partition, int from, int to) {
        for (int i = from; i < to; i += 10) {
            String[] values = new String[Math.min(10, to - i)];
            for (int j = 0; j < values.length; j++) {
                values[j] = "{\"n\":" + (i + j) + ",\"s\":\"a\"}";
            }
            send(partition, values);
        }
    }

    /** Sends the rows {@code [from, to)} of a run, {@code {"n":7,"s":"air-1"}}. */
    public void sendRows(int partition, String stream, int run, int from, int to) {
        RowHeaderWriter identities = new RowHeaderWriter(stream, run);
        this.producer.beginTransaction();
        for (int seq = from; seq < to; seq++) {
            byte[] value = "{\"n\":%d,\"s\":\"%s-%d\"}".formatted(seq, stream, run).getBytes(StandardCharsets.UTF_8);
            this.producer.send(
                    new ProducerRecord<>(this.name, partition, (byte[]) null, value, List.of(identities.header(seq))));
        }
        // See ProducerClient.commit.
        this.producer.flush();
        this.producer.commitTransaction();
    }

    /** Offset after the last record or marker of a partition. */
    public long end(int partition) throws ExecutionException, InterruptedException {
        TopicPartition id = new TopicPartition(this.name, partition);
        return this.admin.listOffsets(Map.of(id, OffsetSpec.latest())).partitionResult(id).get().offset();
    }

    /**
     * Returns the lag as kafka-consumer-groups shows it: the sum over the partitions, or
     * -1 while one has no offset.
     */
    public long lag(String group) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = this.admin.listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get();
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int partition = 0; partition < this.partitions; partition++) {
            latest.put(new TopicPartition(this.name, partition), OffsetSpec.latest());
        }
        long lag = 0;
        for (var end : this.admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
            .all()
            .get()
            .entrySet()) {
            OffsetAndMetadata offset = committed.get(end.getKey());
            if (offset == null) {
                return -1;
            }
            lag += end.getValue().offset() - offset.offset();
        }
        return lag;
    }

    @Override
    public void close() {
        this.producer.close();
        this.admin.close();
    }

}

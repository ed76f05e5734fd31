package io.sensorstreams.system;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends numbered rows to some topics, a few per second to each, and records which rows
 * were acknowledged.
 */
final class NumberedRows implements AutoCloseable {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

    private static final Duration FLUSH = Duration.ofMinutes(2);

    private final List<String> topics;

    private final Producer<byte[], byte[]> producer;

    private final Map<String, Queue<Integer>> acknowledged = new ConcurrentHashMap<>();

    private final Thread thread = new Thread(this::send, "numbered-rows");

    private volatile boolean stopping;

    NumberedRows(String bootstrapServers, List<String> topics) {
        this.topics = List.copyOf(topics);
        this.producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(),
                new ByteArraySerializer());
        topics.forEach((topic) -> this.acknowledged.put(topic, new ConcurrentLinkedQueue<>()));
        this.thread.setDaemon(true);
    }

    void start() {
        this.thread.start();
    }

    private void send() {
        for (int number = 0; !this.stopping; number++) {
            for (String topic : this.topics) {
                send(topic, number);
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    private void send(String topic, int number) {
        byte[] value = ("{\"n\":" + number + "}").getBytes(StandardCharsets.UTF_8);
        this.producer.send(new ProducerRecord<>(topic, value), (metadata, failure) -> {
            if (failure == null) {
                this.acknowledged.get(topic).add(number);
            }
        });
    }

    /** Stops sending and waits until each sent row is acknowledged or has failed. */
    void stop() throws InterruptedException {
        this.stopping = true;
        this.thread.join(FLUSH.toMillis());
        this.producer.flush();
    }

    List<Integer> acknowledged(String topic) {
        return List.copyOf(this.acknowledged.get(topic));
    }

    @Override
    public void close() {
        this.stopping = true;
        this.producer.close(Duration.ZERO);
    }

}

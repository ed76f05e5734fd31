package io.sensorstreams.bench.programs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the rows of a file at a constant rate, with the client of Kafka and nothing else.
 * Reads topics from its standard input, one on a line, and sends all rows to each. Ends
 * with its standard input.
 * <p>
 * Commits a transaction after each interval, like a program that keeps no position. Rows
 * that become due during a commit are sent after it. Row n is due n periods after the
 * first row. A row is never sent before it is due.
 */
public final class RowSender {

    /** Longest pause before the next rows that are due. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Producer<byte[], byte[]> producer;

    private final List<SentRow> rows;

    private final double nanosPerRow;

    private final long commitNanos;

    private volatile @Nullable Exception failure;

    /**
     * The rate is in rows per second.
     * @param commitMillis milliseconds until a transaction is committed; 0 sends without
     * transactions
     */
    RowSender(Producer<byte[], byte[]> producer, List<SentRow> rows, double perSecond, long commitMillis) {
        this.producer = producer;
        this.rows = rows;
        this.nanosPerRow = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.commitNanos = TimeUnit.MILLISECONDS.toNanos(commitMillis);
    }

    /**
     * Runs the program.
     * @param arguments bootstrap servers, file with a JSON object on each line, rows per
     * second, and milliseconds until a transaction is committed; 0 sends without
     * transactions
     */
    public static void main(String[] arguments) throws IOException {
        long commitMillis = Long.parseLong(arguments[3]);
        List<SentRow> rows = Files.readAllLines(Path.of(arguments[1])).stream().map(SentRow::of).toList();
        try (BufferedReader topics = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                Producer<byte[], byte[]> producer = new KafkaProducer<>(settings(arguments[0], commitMillis > 0),
                        new ByteArraySerializer(), new ByteArraySerializer())) {
            RowSender sender = new RowSender(producer, rows, Double.parseDouble(arguments[2]), commitMillis);
            if (commitMillis > 0) {
                producer.initTransactions();
            }
            for (String topic = topics.readLine(); topic != null; topic = topics.readLine()) {
                sender.send(topic);
            }
        }
    }

    /**
     * The settings of the producer-service. Without transactions nothing sends waiting
     * batches early, so that rows wait only a millisecond for others.
     */
    static Map<String, Object> settings(String bootstrapServers, boolean isTransactional) {
        Map<String, Object> settings = new HashMap<>(ServiceSettings.PRODUCER);
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("acks", "all");
        if (isTransactional) {
            settings.put("transactional.id", "row-sender");
        }
        else {
            settings.put("linger.ms", "1");
        }
        return settings;
    }

    /** Sends all rows to a topic. When this returns, all are acknowledged. */
    void send(String topic) {
        long start = System.nanoTime();
        int sent = 0;
        while (sent < this.rows.size()) {
            begin();
            sent = sendUntilCommit(topic, start, sent);
            commit();
        }
    }

    private int sendUntilCommit(String topic, long start, int first) {
        int sent = first;
        long begin = System.nanoTime();
        while (true) {
            int due = due(System.nanoTime() - start);
            while (sent < due) {
                send(topic, sent++);
            }
            long left = isTransactional() ? begin + this.commitNanos - System.nanoTime() : TICK_NANOS;
            if (left <= 0 || sent == this.rows.size()) {
                return sent;
            }
            LockSupport.parkNanos(Math.min(left, TICK_NANOS));
        }
    }

    private int due(long elapsedNanos) {
        return (int) Math.min(this.rows.size(), 1 + (long) (elapsedNanos / this.nanosPerRow));
    }

    // A failure is thrown by the commit.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(String topic, int number) {
        this.producer.send(this.rows.get(number).record(topic, number), (metadata, exception) -> {
            if (exception != null) {
                this.failure = exception;
            }
        });
    }

    private boolean isTransactional() {
        return this.commitNanos > 0;
    }

    private void begin() {
        if (isTransactional()) {
            this.producer.beginTransaction();
        }
    }

    /** The commit alone may miss records that were sent immediately before (KIP-890). */
    private void commit() {
        this.producer.flush();
        if (this.failure != null) {
            throw new IllegalStateException("Kafka rejected a row", this.failure);
        }
        if (isTransactional()) {
            this.producer.commitTransaction();
        }
    }

}

package io.sensorstreams.consumer.replicas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.zip.CRC32C;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerObject;
import io.sensorstreams.common.ledger.LedgerTopic;
import io.sensorstreams.common.objects.ObjectServer;
import io.sensorstreams.common.objects.StoreAddress;
import io.sensorstreams.common.objects.StoreProperties;
import io.sensorstreams.consumer.store.FinishedSegment;
import io.sensorstreams.consumer.store.ObjectSegments;
import io.sensorstreams.consumer.store.ObjectStores;
import io.sensorstreams.consumer.store.SegmentPlace;
import io.sensorstreams.consumer.store.StoredSegment;
import io.sensorstreams.kafka.TestKafka;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import software.amazon.awssdk.core.sync.RequestBody;

/** Moves the files of a replica that has stopped to an object store. */
final class StoredFiles implements AutoCloseable {

    static final String BUCKET = "stored-files";

    /** Name of the replica. */
    static final String WRITER = "w";

    private final ReplicaSet replicas;

    private final StoreAddress address;

    private final ObjectStores stores = new ObjectStores(new StoreProperties(ObjectServer.shared().endpoint(), null,
            null, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMinutes(1)), Clock.systemUTC());

    StoredFiles(ReplicaSet replicas) {
        this.replicas = replicas;
        this.address = new StoreAddress(BUCKET, replicas.topic() + "/");
    }

    String address() {
        return this.address.toString();
    }

    void move(List<LedgerEntry> files) {
        files.forEach((file) -> {
            Path path = this.replicas.disk(WRITER)
                .resolve(file.group())
                .resolve(file.topic())
                .resolve("partition=" + file.partition())
                .resolve(file.file());
            store(path, file);
        });
    }

    /** Stores bytes as a file of a group that no replica has. */
    LedgerEntry put(Path path, byte[] content) throws IOException {
        CRC32C sum = new CRC32C();
        sum.update(content);
        Files.write(path, content);
        return store(path,
                LedgerEntry
                    .builder("other", this.replicas.topic(), 0, this.replicas.topic() + "-0-00000000000000000000.csv")
                    .nextOffset(1)
                    .rows(1)
                    .bytes(content.length)
                    .crc32c(String.format("%08x", sum.getValue()))
                    .build());
    }

    private LedgerEntry store(Path path, LedgerEntry file) {
        SegmentPlace place = new SegmentPlace(file.group(), file.topic(), file.partition());
        ObjectSegments store = this.stores.of(this.address);
        try {
            StoredSegment stored = store.publish(new FinishedSegment(place, path, store.newName(file.file()),
                    file.bytes(), file.crc32c(), "cluster", file.topicId()));
            Files.delete(path);
            LedgerEntry moved = file.toBuilder()
                .sealed(true)
                .disk(address())
                .object(new LedgerObject(stored.bucket(), stored.key(), stored.etag()))
                .build();
            commit(moved);
            return moved;
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void commit(LedgerEntry entry) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers()), new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(LedgerTopic.commit(entry, LedgerTopic.PARTITIONS)).get();
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    void delete(LedgerEntry file) {
        ObjectServer.shared().client().deleteObject((delete) -> delete.bucket(BUCKET).key(file.object().key()));
    }

    void replace(LedgerEntry file, byte[] content) {
        ObjectServer.shared()
            .client()
            .putObject((put) -> put.bucket(BUCKET).key(file.object().key()), RequestBody.fromBytes(content));
    }

    @Override
    public void close() {
        this.stores.close();
    }

}

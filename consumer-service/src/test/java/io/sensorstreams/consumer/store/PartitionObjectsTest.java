package io.sensorstreams.consumer.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

import io.sensorstreams.common.ledger.DisputedFiles;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerObject;
import io.sensorstreams.common.objects.StoreAddress;
import io.sensorstreams.consumer.bucket.SimulatedStore;
import io.sensorstreams.consumer.bucket.StoreFlaw;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.disk.Choices;
import io.sensorstreams.consumer.disk.SimulatedClock;
import io.sensorstreams.consumer.store.PartitionObjects.Committed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PartitionObjectsTest {

    private static final String DIRECTORY = "p/AIR/AIR/partition=0/";

    @TempDir
    Path disk;

    private final SimulatedClock clock = new SimulatedClock();

    private SimulatedStore bucket = new SimulatedStore(new Choices(0), this.clock, StoreFlaw.NONE);

    private final List<LedgerEntry> ledger = new ArrayList<>();

    private Set<String> disputed = Set.of();

    /** Committed offset of the group. */
    private long offset;

    /** Recovers the partition in a new process. */
    private PartitionObjects open() throws IOException {
        return open(SimulatedStores.of(this.bucket));
    }

    private PartitionObjects open(ObjectStores stores) throws IOException {
        PartitionObjects objects = new PartitionObjects(stores.of(new StoreAddress(SimulatedStore.BUCKET, "p/")),
                new SegmentPlace("AIR", "AIR", 0), "cluster-1", "topic-1", this.clock);
        objects.recover(committed());
        return objects;
    }

    private Committed committed() {
        List<LedgerEntry> files = List.copyOf(this.ledger);
        long reached = this.offset;
        return new Committed() {

            @Override
            public List<LedgerEntry> files() {
                return files;
            }

            @Override
            public DisputedFiles disputed() {
                return new DisputedFiles(PartitionObjectsTest.this.disputed);
            }

            @Override
            public boolean isObsolete(String file, long firstOffset) {
                return firstOffset >= reached || files.stream().anyMatch((entry) -> entry.firstOffset() == firstOffset);
            }

        };
    }

    private static String file(long offset) {
        return "AIR-0-%020d.csv".formatted(offset);
    }

    private LedgerEntry publish(PartitionObjects objects, long offset) throws IOException {
        byte[] content = ("n\n" + offset + "\n").getBytes(UTF_8);
        CRC32C sum = new CRC32C();
        sum.update(content);
        Path path = Files.write(this.disk.resolve("part"), content);
        return objects.publish(path,
                LedgerEntry.builder("AIR", "AIR", 0, file(offset))
                    .nextOffset(offset + 1)
                    .rows(1)
                    .bytes(content.length)
                    .crc32c("%08x".formatted(sum.getValue()))
                    .sealed(true)
                    .build());
    }

    private LedgerEntry commit(PartitionObjects objects, long offset) throws IOException {
        LedgerEntry entry = publish(objects, offset);
        this.ledger.add(entry);
        this.offset = offset + 1;
        objects.committed();
        return entry;
    }

    private static String key(LedgerEntry entry) {
        return Objects.requireNonNull(entry.object()).key();
    }

    private String put(long offset, String cluster, String topicId) {
        String key = DIRECTORY + LedgerObject.name(file(offset), 255);
        this.bucket.connect()
            .putObject(
                    (put) -> put.bucket(SimulatedStore.BUCKET)
                        .key(key)
                        .metadata(Map.of("sensor-cluster", cluster, "sensor-topic-id", topicId)),
                    RequestBody.fromString("x"));
        return key;
    }

    private Set<String> keys() {
        return this.bucket.objects().keySet();
    }

    @Test
    void publishesEachAttemptUnderANewKey() throws IOException {
        PartitionObjects objects = open();

        LedgerEntry first = publish(objects, 7);
        LedgerEntry second = publish(objects, 7);

        assertThat(keys()).containsExactlyInAnyOrder(key(first), key(second)).hasSize(2);
        assertThat(first.file()).isEqualTo(second.file());
        assertThat(first.disk()).isEqualTo("s3://simulated/p/");
        assertThat(objects.holds(first)).isTrue();
        assertThat(objects.writtenAt(first)).hasValue(this.clock.instant());
    }

    @Test
    void deletesWhatWasNotCommittedOnlyAfterACommit() throws IOException {
        PartitionObjects lost = open();
        LedgerEntry kept = commit(lost, 0);
        LedgerEntry orphan = publish(lost, 1);

        PartitionObjects objects = open();
        objects.tidy();
        assertThat(keys()).containsExactlyInAnyOrder(key(kept), key(orphan));
        assertThat(objects.awaitsCommit()).isTrue();

        objects.committed();
        assertThat(objects.awaitsCommit()).isFalse();
        objects.tidy();
        assertThat(keys()).containsExactly(key(kept));
    }

    /** A replica commits, is frozen before it deletes, and loses the partition. */
    @Test
    void neverDeletesWhatASuccessorWrote() throws IOException {
        PartitionObjects old = open();
        LedgerEntry orphan = publish(old, 0);
        PartitionObjects frozen = open();
        frozen.committed();
        LedgerEntry written = commit(open(), 0);

        frozen.tidy();

        assertThat(keys()).contains(key(written)).doesNotContain(key(orphan));
    }

    @Test
    void findsALateWriteWithALaterList() throws IOException {
        PartitionObjects late = open();
        PartitionObjects objects = open();
        LedgerEntry kept = commit(objects, 0);
        LedgerEntry arrived = publish(late, 1);
        this.bucket.connect()
            .createMultipartUpload(
                    (create) -> create.bucket(SimulatedStore.BUCKET).key(DIRECTORY + LedgerObject.name(file(2), 1)));

        objects.tidy();
        assertThat(objects.awaitsCommit()).isFalse();
        this.clock.advance(Duration.ofMinutes(10));
        objects.tidy();
        assertThat(objects.awaitsCommit()).isTrue();
        assertThat(keys()).contains(key(arrived));
        objects.committed();
        objects.tidy();

        assertThat(keys()).containsExactly(key(kept));
        assertThat(this.bucket.uploads()).isEmpty();
    }

    @Test
    void listsAgainAMinuteAfterARefusedList() throws IOException {
        PartitionObjects objects = open();
        LedgerEntry orphan = publish(open(), 3);
        this.bucket.become(StoreFlaw.REFUSES_LISTS);
        this.clock.advance(Duration.ofMinutes(10));
        objects.tidy();
        this.bucket.become(StoreFlaw.NONE);
        this.clock.advance(Duration.ofMinutes(1).minusNanos(1));
        objects.tidy();
        assertThat(objects.awaitsCommit()).isFalse();

        this.clock.advance(Duration.ofNanos(1));
        objects.tidy();
        objects.committed();
        objects.tidy();

        assertThat(keys()).doesNotContain(key(orphan));
    }

    @Test
    void keepsWhatIsNotOurs() throws IOException {
        this.offset = 10;
        String committed = put(5, "cluster-1", "topic-1");
        String ofCluster = put(10, "cluster-2", "topic-1");
        String ofTopic = put(11, "cluster-1", "topic-0");
        String ours = put(12, "cluster-1", "topic-1");

        PartitionObjects objects = open();
        objects.committed();
        objects.tidy();

        assertThat(keys()).containsExactlyInAnyOrder(committed, ofCluster, ofTopic).doesNotContain(ours);
        this.clock.advance(Duration.ofMinutes(10));
        objects.tidy();
        assertThat(objects.awaitsCommit()).isFalse();
    }

    @Test
    void asksOnlyOnceInAProcessForAnObjectOfAnotherTopic() throws IOException {
        String ofTopic = put(0, "cluster-1", "topic-0");
        ObjectStores process = SimulatedStores.of(this.bucket);
        PartitionObjects first = open(process);
        first.committed();
        first.tidy();

        PartitionObjects again = open(process);
        AtomicInteger calls = new AtomicInteger();
        this.bucket.duringEachCall(calls::incrementAndGet);
        again.committed();
        again.tidy();

        assertThat(calls).hasValue(0);
        assertThat(keys()).containsExactly(ofTopic);
    }

    @Test
    void deletesRemovedFiles() throws IOException {
        PartitionObjects objects = open();
        LedgerEntry removed = commit(objects, 0);
        LedgerEntry kept = commit(objects, 1);

        objects.removed(removed);
        objects.tidy();

        assertThat(keys()).containsExactly(key(kept));
        assertThat(objects.writtenAt(removed)).isEmpty();
    }

    @Test
    void deletesManyInSteps() throws IOException {
        PartitionObjects lost = open();
        for (int i = 0; i < 50; i++) {
            publish(lost, i);
        }
        PartitionObjects objects = open();
        objects.committed();

        objects.tidy();
        assertThat(keys()).hasSize(40);
        for (int i = 0; i < 4; i++) {
            objects.tidy();
        }
        assertThat(keys()).isEmpty();
    }

    @Test
    void triesARefusedDeletionAgainAfterAMinute() throws IOException {
        this.bucket = new SimulatedStore(new Choices(0), this.clock, StoreFlaw.REFUSES_DELETES);
        PartitionObjects objects = open();
        LedgerEntry removed = commit(objects, 0);
        objects.removed(removed);
        objects.tidy();
        assertThat(keys()).containsExactly(key(removed));

        this.bucket.become(StoreFlaw.NONE);
        this.clock.advance(Duration.ofMinutes(1).minusNanos(1));
        objects.tidy();
        assertThat(keys()).containsExactly(key(removed));
        this.clock.advance(Duration.ofNanos(1));
        objects.tidy();
        assertThat(keys()).isEmpty();
    }

    @Test
    void reportsAllObjectsThatAreMissingOrReplaced() throws IOException {
        PartitionObjects objects = open();
        LedgerEntry missing = commit(objects, 0);
        LedgerEntry replaced = commit(objects, 1);
        commit(objects, 2);
        this.bucket.connect().deleteObject((delete) -> delete.bucket(SimulatedStore.BUCKET).key(key(missing)));
        this.bucket.connect()
            .putObject((put) -> put.bucket(SimulatedStore.BUCKET).key(key(replaced)), RequestBody.fromString("n\n9\n"));

        assertThatExceptionOfType(RecoveryException.class).isThrownBy(this::open)
            .withMessage("Object '" + key(missing)
                    + "' in bucket 'simulated' is missing, but the ledger has 4 bytes of "
                    + "it; restore the version with ETag " + Objects.requireNonNull(missing.object()).etag()
                    + ", or stop group AIR and replay topic AIR from offset 0 or before; also missing or replaced in "
                    + "this partition: 1")
            .matches((e) -> e.missingRows() == 2);
    }

    @Test
    void reportsAFileWhoseRecordIsInvalid() throws IOException {
        PartitionObjects lost = open();
        LedgerEntry entry = publish(lost, 0);
        this.disputed = Set.of(file(0));

        assertThatExceptionOfType(RecoveryException.class).isThrownBy(this::open)
            .withMessageContaining("The newest record of file " + file(0) + " in the ledger is invalid");
        assertThat(keys()).containsExactly(key(entry));
    }

}

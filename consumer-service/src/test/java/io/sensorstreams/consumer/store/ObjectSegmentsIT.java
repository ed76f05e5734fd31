package io.sensorstreams.consumer.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;

import io.sensorstreams.common.objects.FaultyLink;
import io.sensorstreams.common.objects.ObjectServer;
import io.sensorstreams.common.objects.ObjectStore;
import io.sensorstreams.common.objects.ObjectWriter;
import io.sensorstreams.common.objects.ObjectWriter.Begun;
import io.sensorstreams.common.objects.ObjectWriter.Body;
import io.sensorstreams.common.objects.ObjectWriter.Target;
import io.sensorstreams.common.objects.StoreAddress;
import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.common.objects.StoreException.Kind;
import io.sensorstreams.common.objects.StoreProperties;
import io.sensorstreams.common.objects.StoredObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

class ObjectSegmentsIT {

    private static final String BUCKET = "segment-store";

    private static final SegmentPlace PLACE = new SegmentPlace("air-csv", "AIR", 2);

    private static final String FILE = "AIR-2-00000000000000000042.csv";

    private static final String OBJECT = "AIR-2-00000000000000000042-000000000000000a.csv";

    @TempDir
    Path disk;

    private FaultyLink link;

    private ObjectStore objects;

    private ObjectSegments store;

    private String prefix;

    @BeforeAll
    static void bucket() {
        ObjectServer.shared().bucket(BUCKET);
    }

    @BeforeEach
    void open(TestInfo test) throws IOException {
        this.prefix = test.getTestMethod().orElseThrow().getName() + "/";
        this.link = new FaultyLink(ObjectServer.shared().endpoint());
        this.objects = ObjectStore.open(new StoreProperties(this.link.endpoint(), null, null, Duration.ofSeconds(30),
                Duration.ofSeconds(30), Duration.ofMinutes(1)), new StoreAddress(BUCKET, this.prefix));
        this.store = new ObjectSegments(this.objects, () -> 10, Clock.systemUTC());
    }

    @AfterEach
    void close() throws IOException {
        this.objects.close();
        this.link.close();
    }

    private FinishedSegment segment(byte[] content) throws IOException {
        return segment(this.store.newName(FILE), content);
    }

    private FinishedSegment segment(String file, byte[] content) throws IOException {
        Path path = Files.write(Files.createTempFile(this.disk, "segment", ".csv"), content);
        CRC32C sum = new CRC32C();
        sum.update(content);
        return new FinishedSegment(PLACE, path, file, content.length, String.format("%08x", sum.getValue()),
                "cluster-1", "topic-1");
    }

    private String key() {
        return this.prefix + "air-csv/AIR/partition=2/" + OBJECT;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private byte[] read(StoredSegment segment, long from, long to) throws IOException {
        try (InputStream in = this.store.open(segment, from, to)) {
            return in.readAllBytes();
        }
    }

    private boolean hasOpenUploads() throws StoreException {
        return !this.objects.writer().open(this.prefix).isEmpty();
    }

    @Test
    void keepsAFileWithTheLayoutOfTheDisk() throws IOException {
        byte[] content = "Time,T\n1,2\n".getBytes(UTF_8);
        FinishedSegment segment = segment(content);

        StoredSegment stored = this.store.publish(segment);

        assertThat(stored.key()).isEqualTo(this.prefix + "air-csv/AIR/partition=2/" + OBJECT);
        assertThat(stored.file()).isEqualTo(FILE);
        assertThat(this.store.find(key())).hasValue(stored);
        assertThat(read(stored, 0, Long.MAX_VALUE)).isEqualTo(content);
        assertThat(read(stored, 5, 7)).isEqualTo("T\n".getBytes(UTF_8));
        assertThat(stored).isEqualTo(new StoredSegment(BUCKET, this.prefix + "air-csv/AIR/partition=2/" + OBJECT,
                stored.etag(), content.length, segment.crc32c(), "cluster-1", "topic-1"));
    }

    @Test
    void keepsALargeFileInParts() throws IOException {
        byte[] content = random((33 << 20) + 5);
        FinishedSegment segment = segment(content);

        StoredSegment stored = this.store.publish(segment);

        assertThat(this.store.find(key())).hasValue(stored);
        assertThat(Arrays.equals(read(stored, 0, Long.MAX_VALUE), content)).isTrue();
        assertThat(this.store.publish(segment)).isEqualTo(stored);
        assertThatExceptionOfType(SegmentTakenException.class)
            .isThrownBy(() -> this.store.publish(segment(random(17 << 20))));
        assertThat(hasOpenUploads()).isFalse();
    }

    @Test
    void countsTheSameFileAsWritten() throws IOException {
        FinishedSegment segment = segment(random(1000));
        StoredSegment first = this.store.publish(segment);

        assertThat(this.store.publish(segment)).isEqualTo(first);
    }

    @Test
    void neverReplacesAnObject() throws IOException {
        FinishedSegment first = segment(random(1000));
        FinishedSegment other = segment(random(1001));
        StoredSegment stored = this.store.publish(first);

        assertThatExceptionOfType(SegmentTakenException.class).isThrownBy(() -> this.store.publish(other))
            .withMessage("Object '" + stored.key() + "' in bucket 'segment-store' exists with 1000 bytes and CRC-32C '"
                    + first.crc32c() + "', expected none or one with 1001 bytes and CRC-32C '" + other.crc32c()
                    + "'; if the ledger does not have it, the owner of partition 2 of topic AIR removes it when it "
                    + "recovers the partition")
            .satisfies((e) -> assertThat(e.found()).isEqualTo(stored));

        assertThat(this.store.find(key())).hasValue(stored);
        this.store.delete(stored.key());
        assertThat(this.store.publish(other).bytes()).isEqualTo(1001);
    }

    @Test
    void refusesAWriterThatWasOvertaken() throws Exception {
        Target target = new Target(this.prefix + "air-csv/AIR/partition=2/" + OBJECT, Map.of(), true);
        ObjectWriter slow = this.objects.writer();
        Begun begun = slow.begin(target);
        byte[] content = random(1000);
        List<String> parts = List.of(slow.part(begun, 1, Body.of(content, content.length)));

        StoredSegment stored = this.store.publish(segment(random(17 << 20)));

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> slow.complete(begun, parts))
            .matches((e) -> e.kind() == Kind.CHANGED);
        assertThat(this.store.find(key())).hasValue(stored);
        slow.abort(target.key(), begun.id());
    }

    @Test
    void endsTheUploadOfAWriterThatWasCutOff() throws Exception {
        Target target = new Target(this.prefix + "air-csv/AIR/partition=2/" + OBJECT, Map.of(), true);
        ObjectWriter slow = this.objects.writer();
        Begun begun = slow.begin(target);
        byte[] content = random(1000);
        List<String> parts = List.of(slow.part(begun, 1, Body.of(content, content.length)));

        assertThat(this.store.abortUploads(PLACE)).isEqualTo(1);

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> slow.complete(begun, parts))
            .matches((e) -> e.kind() == Kind.MISSING);
        assertThat(this.store.find(key())).isEmpty();
    }

    @Test
    void listsTheFilesOfOnePartition() throws IOException {
        this.store.publish(segment("AIR-2-00000000000000000009-0000000000000001.csv", random(9)));
        this.store.publish(segment("AIR-2-00000000000000000001-0000000000000002.csv", random(1)));
        ObjectServer.shared()
            .client()
            .putObject((put) -> put.bucket(BUCKET).key(this.prefix + "air-csv/AIR/partition=2/notes.txt"),
                    RequestBody.fromString("x"));
        ObjectServer.shared()
            .client()
            .putObject(
                    (put) -> put.bucket(BUCKET)
                        .key(this.prefix + "air-csv/AIR/partition=20/AIR-20-00000000000000000001-0000000000000001.csv"),
                    RequestBody.fromString("x"));

        assertThat(this.store.list(PLACE))
            .extracting((object) -> object.key().substring(object.key().lastIndexOf('/') + 1), StoredObject::bytes)
            .containsExactly(tuple("AIR-2-00000000000000000001-0000000000000002.csv", 1L),
                    tuple("AIR-2-00000000000000000009-0000000000000001.csv", 9L));
    }

    @Test
    void refusesAFileThatIsNotWhatWasWritten() throws IOException {
        FinishedSegment segment = segment(random(1000));
        byte[] damaged = random(1000);
        damaged[500]++;
        Files.write(segment.path(), damaged);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.store.publish(segment))
            .withMessageContaining("has CRC-32C ")
            .withMessageContaining("but " + segment.crc32c() + " was written");
        assertThat(this.store.find(key())).isEmpty();
    }

    @Test
    void removesThePartsOfUnfinishedUploadsOfAPartition() throws IOException {
        String mine = this.prefix + "air-csv/AIR/partition=2/" + OBJECT;
        String others = this.prefix + "air-csv/AIR/partition=20/AIR-20-00000000000000000001-0000000000000001.csv";
        ObjectServer.shared().client().createMultipartUpload((create) -> create.bucket(BUCKET).key(mine));
        String kept = ObjectServer.shared()
            .client()
            .createMultipartUpload((create) -> create.bucket(BUCKET).key(others))
            .uploadId();

        assertThat(this.store.abortUploads(PLACE)).isEqualTo(1);

        assertThat(this.store.abortUploads(PLACE)).isZero();
        assertThat(this.store.abortUploads(new SegmentPlace("air-csv", "AIR", 20))).isEqualTo(1);
        assertThat(kept).isNotEmpty();
    }

    @Test
    void leavesNothingOfAnUploadThatFailsAndSucceedsLater() throws IOException {
        FinishedSegment segment = segment(random(17 << 20));
        this.link.refuses();

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.store.publish(segment))
            .matches((e) -> e.kind() == Kind.AWAY && e.mayPass());

        this.link.works();
        assertThat(this.store.find(key())).isEmpty();
        assertThat(this.store.publish(segment).bytes()).isEqualTo(17 << 20);
    }

    @Test
    void continuesToReadWhereTheConnectionBroke() throws IOException {
        byte[] content = random(1_000_000);
        StoredSegment stored = this.store.publish(segment(content));
        this.link.cuts(100_000);

        assertThat(Arrays.equals(read(stored, 0, Long.MAX_VALUE), content)).isTrue();
        assertThat(this.link.faults()).isGreaterThan(9);
    }

    @Test
    void acceptsAStoreThatRefusesToReplaceObjects() throws IOException {
        this.store.probe();

        assertThat(this.objects.list(this.prefix, null).objects()).isEmpty();
    }

    @Test
    void refusesAStoreThatReplacesObjects() throws IOException {
        this.link.hides("If-None-Match");

        assertThatExceptionOfType(UnsafeStoreException.class).isThrownBy(this.store::probe)
            .withMessage("The store of s3://segment-store/" + this.prefix + " ignores 'If-None-Match: *' of an object: "
                    + "it replaced an object. A replica that lost a partition could replace what its successor wrote. "
                    + "Use a store with conditional writes: see docs/object-store.md");

        assertThat(this.objects.list(this.prefix, null).objects()).isEmpty();
    }

}

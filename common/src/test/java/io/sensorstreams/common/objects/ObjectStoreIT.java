package io.sensorstreams.common.objects;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.sensorstreams.common.objects.ObjectWriter.Begun;
import io.sensorstreams.common.objects.ObjectWriter.Body;
import io.sensorstreams.common.objects.ObjectWriter.Open;
import io.sensorstreams.common.objects.ObjectWriter.Target;
import io.sensorstreams.common.objects.StoreException.Kind;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ObjectStoreIT {

    private static final String BUCKET = "store-it";

    private FaultyLink link;

    private ObjectStore store;

    @BeforeAll
    static void bucket() {
        ObjectServer.shared().bucket(BUCKET);
    }

    @BeforeEach
    void open() throws IOException {
        this.link = new FaultyLink(ObjectServer.shared().endpoint());
        this.store = store(BUCKET);
    }

    private ObjectStore store(String bucket) {
        return store(bucket, Duration.ofSeconds(30), Duration.ofMinutes(1));
    }

    private ObjectStore store(String bucket, Duration timeout, Duration patience) {
        return ObjectStore.open(
                new StoreProperties(this.link.endpoint(), null, null, Duration.ofSeconds(30), timeout, patience),
                new StoreAddress(bucket, "in/"));
    }

    @AfterEach
    void close() throws IOException {
        this.store.close();
        this.link.close();
    }

    private StoredObject written(String key, byte[] content) throws IOException {
        try (ObjectOutput out = new ObjectOutput(this.store.writer(), new Target(key, Map.of("of", "test"), false))) {
            out.write(content);
        }
        return this.store.find(key).orElseThrow();
    }

    private byte[] readAll(StoredObject object) throws IOException {
        byte[] bytes = new byte[(int) object.bytes()];
        int count = 0;
        while (count < bytes.length) {
            count += this.store.read(object.key(), object.etag(), count, bytes, count);
        }
        return bytes;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void readsWhatWasWrittenAtOnceAndInParts() throws IOException {
        byte[] small = random(1000);
        byte[] large = random((16 << 20) + 3);

        StoredObject one = written("in/small", small);
        StoredObject many = written("in/large", large);

        assertThat(readAll(one)).isEqualTo(small);
        assertThat(one.metadata()).isEqualTo(Map.of("of", "test"));
        assertThat(Arrays.equals(readAll(many), large)).isTrue();
        assertThat(many.bytes()).isEqualTo(large.length);
        assertThat(this.store.writer().open("in/")).isEmpty();
    }

    @Test
    void listsTheObjectsOfOneDirectoryInTheOrderOfTheirKeys() throws IOException {
        for (String name : List.of("list/b.csv", "list/a.csv", "list/done/c.csv", "listed")) {
            written("in/" + name, random(10));
        }

        ObjectPage page = this.store.list("in/list/", null);

        assertThat(page.objects()).extracting(StoredObject::key).containsExactly("in/list/a.csv", "in/list/b.csv");
        assertThat(page.next()).isNull();
        assertThat(page.objects().get(0).etag()).isEqualTo(this.store.find("in/list/a.csv").orElseThrow().etag());
    }

    @Test
    void tellsAChangedADeletedAndAMissingObjectApart() throws IOException {
        StoredObject first = written("in/changing", random(10));
        written("in/changing", random(11));

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> readAll(first))
            .matches((e) -> e.kind() == Kind.CHANGED && !e.mayPass());
        this.store.delete("in/changing");
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> readAll(first))
            .matches((e) -> e.kind() == Kind.MISSING && !e.mayPass());
        assertThat(this.store.find("in/changing")).isEmpty();
    }

    @Test
    void namesAMissingBucket() throws IOException {
        try (ObjectStore missing = store("no-such-bucket")) {
            String remedy = "in bucket 'no-such-bucket' of " + this.link.endpoint()
                    + " failed: there is no bucket 'no-such-bucket'; create it, or correct the setting that names it, such as sensor.bucket";
            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> missing.list("in/", null))
                .withMessage("Listing 'in/' " + remedy)
                .matches((e) -> e.kind() == Kind.BUCKET && e.mayPass());
            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> missing.find("in/a.csv"))
                .withMessage("Finding 'in/a.csv' " + remedy);
        }
    }

    @ParameterizedTest
    @CsvSource(
            textBlock = """
                    403, AccessDenied, DENIED, 'access denied (status 403, AccessDenied); allow s3:ListBucket to the credentials of the service'
                    400, ExpiredToken, CREDENTIALS, 'the credentials are invalid or expired (status 400, ExpiredToken); renew them where the AWS SDK finds them, the service reads them again'
                    403, RequestTimeTooSkewed, CLOCK, 'the clock of this machine differs too much from that of the store (status 403, RequestTimeTooSkewed); correct the clock'
                    503, SlowDown, BUSY, 'the store asks for fewer calls (status 503, SlowDown)'
                    500, InternalError, AWAY, 'the store failed (status 500, InternalError)'
                    """)
    void explainsWhatTheStoreAnswers(int status, String code, Kind kind, String why) {
        this.link.answers(status, code);

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.store.list("in/", null))
            .withMessage("Listing 'in/' in bucket 'store-it' of " + this.link.endpoint() + " failed: " + why)
            .matches((e) -> e.kind() == kind && e.mayPass());
    }

    @Test
    void findsTheReasonThatTheAnswerAboutAnObjectLacks() {
        this.link.answers(400, "ExpiredToken");

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.store.find("in/a.csv"))
            .withMessage("Finding 'in/a.csv' in bucket 'store-it' of " + this.link.endpoint()
                    + " failed: the credentials are invalid or expired (status 400, ExpiredToken); renew them where "
                    + "the AWS SDK finds them, the service reads them again")
            .matches((e) -> e.kind() == Kind.CREDENTIALS && e.mayPass());
    }

    @Test
    void reportsAStoreThatDoesNotAnswer() {
        this.link.hangs();

        try (ObjectStore hurried = store(BUCKET, Duration.ofSeconds(1), Duration.ofSeconds(3))) {
            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> hurried.list("in/", null))
                .withMessage("Listing 'in/' in bucket 'store-it' of " + this.link.endpoint()
                        + " failed: the store did not answer in time")
                .matches((e) -> e.kind() == Kind.AWAY);
        }
    }

    /** In the headers, which the runtime does not report, or in the text. */
    @Test
    void reportsAnAnswerThatBreaksOff() throws IOException {
        StoredObject stored = written("in/answer", random(10));
        Target target = new Target("in/other", Map.of(), false);
        byte[] some = new byte[9];
        Begun begun = this.store.writer().begin(target);
        for (long bytes = 10; bytes < 110; bytes += 5) {
            assertBreaksOff(bytes, () -> this.store.list("in/", null));
            assertBreaksOff(bytes, () -> this.store.writer().open("in/"));
            assertBreaksOff(bytes, () -> this.store.read("in/answer", stored.etag(), 1, some, 0));
            assertBreaksOff(bytes, () -> this.store.copy(stored, "in/copy", Map.of()));
            assertBreaksOff(bytes, () -> this.store.writer().put(target, Body.of(some, 9)));
            assertBreaksOff(bytes, () -> this.store.writer().part(begun, 1, Body.of(some, 9)));
            assertBreaksOff(bytes, () -> this.store.writer().begin(target));
        }
        assertBreaksOff(20, () -> this.store.find("in/answer"));
        this.link.works();
        for (Open upload : this.store.writer().open("in/other")) {
            this.store.writer().abort(upload.key(), upload.id());
        }
    }

    private void assertBreaksOff(long bytes, ThrowingCallable call) {
        this.link.allows(bytes);
        assertThatExceptionOfType(StoreException.class).as("%d bytes", bytes)
            .isThrownBy(call)
            .matches((e) -> e.kind() == Kind.AWAY && e.mayPass());
    }

    @Test
    void continuesAtTheByteWhereTheConnectionBroke() throws IOException {
        byte[] content = random(300_000);
        StoredObject object = written("in/cut", content);
        this.link.cuts(50_000);

        byte[] read = readAll(object);

        assertThat(Arrays.equals(read, content)).isTrue();
        assertThat(this.link.faults()).isGreaterThan(5);
    }

}

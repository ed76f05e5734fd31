package io.sensorstreams.consumer.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Random;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerObject;
import io.sensorstreams.consumer.bucket.SimulatedStore;
import io.sensorstreams.consumer.bucket.StoreFlaw;
import io.sensorstreams.consumer.disk.Choices;
import io.sensorstreams.consumer.format.DamagedContentException;
import io.sensorstreams.consumer.store.SimulatedStores;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StoreBytesTest {

    private static final String FILE = "AIR-0-00000000000000000042.csv.zst";

    private static final String KEY = "august/AIR/AIR/partition=0/AIR-0-00000000000000000042-00000000000000ab.csv.zst";

    private final SimulatedStore store = new SimulatedStore(new Choices(0), Clock.systemUTC(), StoreFlaw.NONE);

    private final S3Client client = this.store.connect();

    private final byte[] content = new byte[200_000];

    private final CommittedBytes bytes;

    StoreBytesTest() {
        new Random(3).nextBytes(this.content);
        String etag = put(this.content);
        LedgerEntry entry = LedgerEntry.builder("AIR", "AIR", 0, FILE)
            .nextOffset(50)
            .rows(8)
            .bytes(this.content.length)
            .sealed(true)
            .disk("s3://" + SimulatedStore.BUCKET + "/august/")
            .object(new LedgerObject(SimulatedStore.BUCKET, KEY, etag))
            .build();
        this.bytes = CommittedBytes.inStore(entry, SimulatedStores.of(this.store));
    }

    private String put(byte[] object) {
        return this.client.putObject((put) -> put.bucket(SimulatedStore.BUCKET).key(KEY), RequestBody.fromBytes(object))
            .eTag();
    }

    private void delete() {
        this.client.deleteObject((delete) -> delete.bucket(SimulatedStore.BUCKET).key(KEY));
    }

    @Test
    void readsAnObject() throws IOException {
        this.bytes.check();
        assertThat(this.bytes.file()).isEqualTo(FILE);
        assertThat(this.bytes.length()).isEqualTo(this.content.length);
        try (InputStream in = this.bytes.stream()) {
            assertThat(in.readAllBytes()).isEqualTo(this.content);
        }
    }

    @Test
    void skipsWhatIsBeforeARange() throws IOException {
        try (InputStream in = this.bytes.stream()) {
            assertThat(in.readNBytes(3)).isEqualTo(Arrays.copyOf(this.content, 3));
            assertThat(in.skip(150_000)).isEqualTo(150_000);
            assertThat(in.readNBytes(5)).isEqualTo(Arrays.copyOfRange(this.content, 150_003, 150_008));
            assertThat(in.skip(1_000_000)).isEqualTo(this.content.length - 150_008);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void isGoneWhenTheObjectWasDeleted() throws IOException {
        InputStream in = this.bytes.stream();
        BytesReader reader = this.bytes.open();
        delete();

        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(this.bytes::check).withMessage(KEY);
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(in::read);
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> reader.read(ByteBuffer.allocate(1), 0));
    }

    @Test
    void isDamagedWhenTheObjectWasReplaced() throws IOException {
        InputStream in = this.bytes.stream();
        BytesReader reader = this.bytes.open();
        delete();
        byte[] other = this.content.clone();
        other[7]++;
        put(other);

        String message = "the object was replaced";
        assertThatExceptionOfType(DamagedContentException.class).isThrownBy(this.bytes::check).withMessage(message);
        assertThatExceptionOfType(DamagedContentException.class).isThrownBy(in::read).withMessage(message);
        assertThatExceptionOfType(DamagedContentException.class)
            .isThrownBy(() -> reader.read(ByteBuffer.allocate(1), 0))
            .withMessage(message);
    }

}

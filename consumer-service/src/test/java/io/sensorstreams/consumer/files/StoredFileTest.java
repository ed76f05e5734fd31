package io.sensorstreams.consumer.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.consumer.bytes.StoredBytes;
import io.sensorstreams.consumer.format.DamagedContentException;
import io.sensorstreams.consumer.format.FileFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StoredFileTest {

    private static final String LINES = "n\n" + "1\n".repeat(50) + "51\n";

    private StoredBytes bytes;

    private CommittedFile file(String extension) throws IOException {
        String name = "AIR-0-00000000000000000000." + extension;
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (OutputStream out = FileFormat.of(name).compression().compress(stored)) {
            out.write(LINES.getBytes(StandardCharsets.UTF_8));
        }
        this.bytes = new StoredBytes(name, stored.toByteArray());
        LedgerEntry entry = LedgerEntry.builder("AIR", "AIR", 0, name)
            .nextOffset(51)
            .rows(51)
            .bytes(stored.size())
            .build();
        return new CommittedFile(StoredBytes.entry(entry), this.bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = { "csv", "csv.gz", "csv.zst" })
    void readsTheLastLines(String extension) throws IOException {
        assertThat(text(file(extension).tail(2))).isEqualTo("n\n1\n51\n");
    }

    @ParameterizedTest
    @ValueSource(strings = { "csv", "csv.gz", "csv.zst" })
    void readsLinesAtAnyPlace(String extension) throws IOException {
        try (FileContent content = file(extension).open()) {
            byte[] read = new byte[3];
            assertThat(content.length()).isEqualTo(LINES.length());
            assertThat(content.read(read, 0, 3, content.length() - 3)).isEqualTo(3);
            assertThat(text(read)).isEqualTo("51\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "csv", "csv.gz", "csv.zst", "parquet" })
    void passesTheReasonOfTheStoreOn(String extension) throws IOException {
        CommittedFile file = file(extension);
        this.bytes.failsFrom(0);

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> file.tail(2))
            .withMessage("Reading failed: the store cannot be reached");
    }

    @ParameterizedTest
    @ValueSource(strings = { "csv", "csv.gz", "csv.zst", "parquet" })
    void isNotFoundWhenItsObjectWasDeletedOrReplaced(String extension) throws IOException {
        CommittedFile file = file(extension);
        String place = "the object store, object '" + file.entry().object().key() + "' in bucket 'readings'";

        this.bytes.failsFrom(0).with(() -> new NoSuchFileException("key"));
        assertThatExceptionOfType(FileNotFoundException.class).isThrownBy(() -> file.tail(2))
            .withMessage("The committed %d bytes of %s were deleted from %s", file.contentLength(), file.getFilename(),
                    place);

        this.bytes.with(() -> new DamagedContentException("the object was replaced", new IOException()));
        assertThatExceptionOfType(FileNotFoundException.class).isThrownBy(() -> file.tail(2))
            .withMessage("The committed %d bytes of %s cannot be served from %s: the object was replaced",
                    file.contentLength(), file.getFilename(), place);
    }

    @Test
    void breaksItsBodyOffWhenTheStoreFails() throws IOException {
        CommittedFile file = file("csv");
        this.bytes.failsFrom(1);

        try (InputStream body = file.getInputStream()) {
            assertThat(body.read()).isEqualTo('n');
            assertThatExceptionOfType(BrokenBodyException.class).isThrownBy(body::read)
                .withMessage("Reading failed: the store cannot be reached");
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

}

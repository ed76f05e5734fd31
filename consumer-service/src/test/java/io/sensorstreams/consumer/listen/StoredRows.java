package io.sensorstreams.consumer.listen;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerObject;
import io.sensorstreams.common.objects.ObjectServer;
import io.sensorstreams.consumer.parquet.DuckDb;
import software.amazon.awssdk.services.s3.model.S3Object;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads the rows in the objects of one bucket, independently of the service.
 */
record StoredRows(String bucket) {

    /** Keys of all objects, in order. */
    List<String> keys() {
        return ObjectServer.shared()
            .client()
            .listObjectsV2Paginator((list) -> list.bucket(this.bucket))
            .contents()
            .stream()
            .map(S3Object::key)
            .sorted()
            .toList();
    }

    static List<String> keys(List<LedgerEntry> files) {
        return files.stream().map((file) -> Objects.requireNonNull(file.object()).key()).sorted().toList();
    }

    /** All lines without header lines, over the objects of the files in their order. */
    List<String> rows(List<LedgerEntry> files) {
        List<String> rows = new ArrayList<>();
        for (LedgerEntry file : files) {
            byte[] content = content(file);
            List<String> lines = file.file().endsWith(".parquet") ? parquet(content) : lines(file.file(), content);
            assertThat(lines).as(file.toString()).hasSize((int) file.rows());
            rows.addAll(lines);
        }
        return rows;
    }

    private byte[] content(LedgerEntry file) {
        LedgerObject object = Objects.requireNonNull(file.object());
        byte[] content = ObjectServer.shared()
            .client()
            .getObjectAsBytes((get) -> get.bucket(object.bucket()).key(object.key()).ifMatch(object.etag()))
            .asByteArray();
        CRC32C sum = new CRC32C();
        sum.update(content);
        assertThat(file.bytes()).isEqualTo(content.length);
        assertThat(file.crc32c()).isEqualTo(String.format("%08x", sum.getValue()));
        return content;
    }

    private static List<String> lines(String file, byte[] content) {
        try {
            byte[] plain = file.endsWith(".gz") ? new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes()
                    : content;
            return new String(plain, StandardCharsets.UTF_8).lines().skip(file.contains(".csv") ? 1 : 0).toList();
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> parquet(byte[] content) {
        try {
            Path copy = Files.createTempFile("object", ".parquet");
            try {
                Files.write(copy, content);
                return DuckDb.query("select n::int, s from '%s'", copy)
                    .stream()
                    .map((row) -> String.join(",", row))
                    .toList();
            }
            finally {
                Files.delete(copy);
            }
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

}

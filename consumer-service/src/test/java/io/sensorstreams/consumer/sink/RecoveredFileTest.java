package io.sensorstreams.consumer.sink;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

import io.sensorstreams.common.ledger.LedgerEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThat;

class RecoveredFileTest {

    private static final LedgerEntry ENTRY = LedgerEntry.builder("AIR", "AIR", 0, "AIR-0-00000000000000000000.csv")
        .nextOffset(2)
        .rows(2)
        .bytes(6)
        .crc32c("00c0ffee")
        .build();

    @Test
    void readsTheCommittedBytes() throws IOException {
        RecoveredFile file = read("n\n0\n1\n2\n");

        assertThat(file.firstLine()).asString().isEqualTo("n");
        assertThat(file.checksum().getValue()).isEqualTo(crc32c("n\n0\n1\n"));
    }

    @Test
    @Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
    void endsAtTheEndOfATruncatedFile() throws IOException {
        RecoveredFile file = read("n\n0");

        assertThat(file.checksum().getValue()).isEqualTo(crc32c("n\n0"));
    }

    private static RecoveredFile read(String content) throws IOException {
        return RecoveredFile.read(ENTRY, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static long crc32c(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

}

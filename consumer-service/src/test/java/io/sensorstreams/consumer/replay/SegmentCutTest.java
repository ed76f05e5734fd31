package io.sensorstreams.consumer.replay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.reread.MadePartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SegmentCutTest {

    @TempDir
    Path output;

    @Test
    void keepsTheRowsBeforeTheOffset() throws IOException {
        MadePartition partition = new MadePartition(this.output).rows(3).skipOffsets(2).row("not a row").rows(4).roll();

        LedgerEntry cut = cut(partition, 7);

        String kept = "Time,PM10\nt0,0.0\nt1,1.0\nt2,2.0\nt4,6.0\n";
        assertThat(cut).isEqualTo(LedgerEntry.builder("AIR", "AIR", 0, "AIR-0-00000000000000000000.csv")
            .nextOffset(7)
            .rows(4)
            .bytes(kept.length())
            .crc32c(crc32c(kept))
            .sealed(true)
            .owner(MadePartition.INSTANCE)
            .topicId("topic-1")
            .disk("disk of consumer-0")
            .build());
    }

    @Test
    void keepsRowsThatKafkaNoLongerHas() throws IOException {
        MadePartition partition = new MadePartition(this.output).rows(10).roll().deleteRecordsBelow(4);

        assertThat(cut(partition, 4).rows()).isEqualTo(4);
    }

    @Test
    void countsOnlyRowsWithTheColumnsOfTheFile() throws IOException {
        MadePartition partition = new MadePartition(this.output).rows(1)
            .row("{\"m\":1}")
            .rows(1)
            .row("{\"m\":2}")
            .rows(1)
            .roll();

        LedgerEntry cut = cut(partition, 2);

        assertThat(cut.rows()).isEqualTo(1);
        assertThat(cut.bytes()).isEqualTo("Time,PM10\nt0,0.0\n".length());
    }

    @Test
    void refusesAMissingFile() throws IOException {
        MadePartition partition = new MadePartition(this.output).rows(3).roll();
        Files.delete(partition.file(0));

        assertThatExceptionOfType(ReplayRefusedException.class).isThrownBy(() -> cut(partition, 1))
            .withMessage("AIR-0-00000000000000000000.csv must be truncated, but it is on the disk "
                    + "of instance 'consumer-0'; replay from offset 0 or before");
    }

    @Test
    void refusesAChangedFile() throws IOException {
        MadePartition partition = new MadePartition(this.output).rows(3).roll();
        Files.writeString(partition.file(0), Files.readString(partition.file(0)).replace("t1", "t9"));

        assertThatExceptionOfType(ReplayRefusedException.class).isThrownBy(() -> cut(partition, 1))
            .withMessageContaining("does not have the ledger's checksum");
    }

    @Test
    void refusesAFileWithOtherRows() throws IOException {
        MadePartition partition = new MadePartition(this.output).rows(3).roll();
        partition.rewrite(0, List.of("Time,PM10", "t0,0.0", "longer,1.0", "t2,2.0"));

        assertThatExceptionOfType(ReplayRefusedException.class).isThrownBy(() -> cut(partition, 1))
            .withMessageContaining("does not contain the rows that Kafka has from offset 1");
    }

    private static LedgerEntry cut(MadePartition partition, long from) throws IOException {
        return new SegmentCut(partition.sink(), partition.files().get(0)).before(from, partition);
    }

    private static String crc32c(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }

}

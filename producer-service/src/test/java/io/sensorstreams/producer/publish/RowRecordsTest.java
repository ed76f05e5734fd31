package io.sensorstreams.producer.publish;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.sensorstreams.producer.row.Rejection;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RowRecordsTest {

    private static final byte[] STATION = { 'S', '1' };

    private static final byte[] VALUE = { '{', '}' };

    @Test
    void usesTheStationAsKey() {
        RowRecords records = records(Partitioning.STATION);

        ProducerRecord<byte[], byte[]> record = records.row(4711, STATION, VALUE);

        assertThat(record.topic()).isEqualTo("AIR");
        assertThat(record.key()).isEqualTo(STATION);
        assertThat(record.value()).isEqualTo(VALUE);
        assertThat(record.partition()).isNull();
        assertThat(record.timestamp()).isNull();
        assertThat(headers(record)).containsExactly("row=air/2/4711");
        assertThat(records.row(0, null, VALUE).key()).isNull();
    }

    @Test
    void usesTheNumberOfTheRowForThePartition() {
        RowRecords records = records(Partitioning.ROW);

        assertThat(records.row(2, STATION, VALUE).partition()).isEqualTo(2);
        assertThat(records.row(3_000_000_000L, STATION, VALUE).partition()).isZero();
        assertThat(records.row(2, STATION, VALUE).key()).isNull();
    }

    @Test
    void leavesThePartitionToTheClient() {
        ProducerRecord<byte[], byte[]> record = records(Partitioning.SPREAD).row(2, STATION, VALUE);

        assertThat(record.partition()).isNull();
        assertThat(record.key()).isNull();
    }

    @Test
    void writesASeparateHeaderForEachRow() {
        RowRecords records = records(Partitioning.STATION);

        ProducerRecord<byte[], byte[]> first = records.row(1, STATION, VALUE);
        records.row(2, STATION, VALUE);

        assertThat(headers(first)).containsExactly("row=air/2/1");
    }

    @Test
    void writesTheOriginOfADeadLetter() {
        Rejection rejection = new Rejection(VALUE, "AIR2308.csv", 812, "row has 12 fields, header has 13");

        ProducerRecord<byte[], byte[]> letter = records(Partitioning.ROW).deadLetter(810, rejection);

        assertThat(letter.topic()).isEqualTo("AIR-dlt");
        assertThat(letter.value()).isEqualTo(VALUE);
        assertThat(headers(letter)).containsExactly("row=air/2/810", "error.reason=row has 12 fields, header has 13",
                "error.file=AIR2308.csv", "error.line=812");
    }

    @Test
    void truncatesARowThatIsTooLargeForADeadLetter() {
        Rejection rejection = new Rejection(new byte[3_000_000], "AIR2308.csv", 812, "x".repeat(5000));

        ProducerRecord<byte[], byte[]> letter = records(Partitioning.ROW).deadLetter(810, rejection);

        assertThat(letter.value()).hasSizeBetween(999_900, 1_000_000);
        assertThat(headers(letter)).contains("row=air/2/810", "error.length=3000000");
        assertThat(new String(letter.headers().lastHeader("error.reason").value(), StandardCharsets.UTF_8))
            .hasSize(1001);
    }

    private static RowRecords records(Partitioning partitioning) {
        return new RowRecords("AIR", 3, partitioning, "air", 2, RecordLimit.ofRequest(RecordLimit.DEFAULT_REQUEST));
    }

    private static List<String> headers(ProducerRecord<?, ?> record) {
        return Arrays.stream(record.headers().toArray())
            .map((header) -> header.key() + "=" + new String(header.value()))
            .toList();
    }

}

package io.sensorstreams.consumer.find;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.sensorstreams.common.ledger.DisputedFiles;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.common.ledger.LedgerGap.Kind;
import io.sensorstreams.consumer.bytes.StoredBytes;
import io.sensorstreams.consumer.files.CommittedFile;
import io.sensorstreams.consumer.files.FileNotFoundException;
import io.sensorstreams.consumer.find.RowPlace.State;
import io.sensorstreams.consumer.format.Compression;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.format.OutputFormat;
import io.sensorstreams.consumer.reread.MadePartition;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.standing.CommittedState;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class GroupSearchTest {

    @TempDir
    Path output;

    private static RowPlace find(MadePartition made, long offset, LedgerGap... gaps) throws IOException {
        return find(made, made.files(), offset, gaps);
    }

    private static RowPlace find(MadePartition made, List<LedgerEntry> files, long offset, LedgerGap... gaps)
            throws IOException {
        CommittedState state = new CommittedState(new PartitionKey("AIR", "AIR", 0),
                Optional.of(new OffsetAndMetadata(made.end())), files, List.of(gaps), DisputedFiles.NONE);
        return new GroupSearch(made.sink(), state, (entry) -> local(made, entry), made, made.logStart())
            .find(made.read(offset, offset + 1).next());
    }

    private static CommittedFile local(MadePartition made, LedgerEntry entry) {
        if (!entry.owner().equals(MadePartition.INSTANCE)) {
            throw FileNotFoundException.deleted(entry);
        }
        return new CommittedFile(entry, made.directory().resolve(entry.file()));
    }

    /** Whether a file has the text at the line and at the position. */
    private static void assertAt(MadePartition made, RowPlace place, String text) throws IOException {
        assertThat(place.state()).as(place.toString()).isEqualTo(State.COMMITTED);
        String content = content(made.directory().resolve(String.valueOf(place.file())));
        assertThat(content.split("\n", -1)[(int) (place.line() - 1)]).isEqualTo(text);
        assertThat(content.substring(place.bytePosition().intValue())).startsWith(text + "\n");
    }

    private static String content(Path file) throws IOException {
        try (InputStream in = FileFormat.of(file.toString()).content(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource(names = { "GZ", "ZST" })
    void findsLinesOfCompressedFiles(Compression compression) throws IOException {
        MadePartition made = new MadePartition(this.output, new FileFormat(OutputFormat.CSV, compression)).rows(20)
            .roll()
            .rows(9);
        for (int offset : new int[] { 0, 1, 19, 20, 28 }) {
            assertAt(made, find(made, offset), "t" + offset + "," + offset + ".0");
        }
        made.deleteRecordsBelow(7);
        assertAt(made, find(made, made.files(), 7), "t7,7.0");

        Files.write(made.file(0), new byte[(int) made.files().get(0).bytes()]);
        RowPlace damaged = find(made, made.files(), 7);
        assertThat(damaged.file()).isEqualTo(made.files().get(0).file());
        assertThat(damaged.line()).isNull();
        assertThat(damaged.reason()).startsWith("The file has no readable lines: its compressed content is damaged");
    }

    @Test
    void namesTheParquetFileOfARow() throws IOException {
        MadePartition made = new MadePartition(this.output, FileFormat.PARQUET).rows(5).roll();

        RowPlace place = find(made, 3);

        assertThat(place.state()).isEqualTo(State.COMMITTED);
        assertThat(place.file()).isEqualTo(made.files().get(0).file());
        assertThat(place.reason()).isEqualTo("The file has no lines, so the row has no line in it");
    }

    @Test
    void namesTheFileOfARowWhenItsStoreFails() throws IOException {
        MadePartition made = new MadePartition(this.output).rows(20);
        CommittedState state = new CommittedState(new PartitionKey("AIR", "AIR", 0),
                Optional.of(new OffsetAndMetadata(made.end())), made.files(), List.of(), DisputedFiles.NONE);

        RowPlace place = new GroupSearch(made.sink(), state, (entry) -> {
            throw StoredBytes.away();
        }, made, 0).find(made.read(7, 8).next());

        assertThat(place.state()).isEqualTo(State.COMMITTED);
        assertThat(place.file()).isEqualTo(made.files().get(0).file());
        assertThat(place.line()).isNull();
        assertThat(place.reason()).isEqualTo("Reading failed: the store cannot be reached");
    }

    @Test
    void findsTheLineOfEachRow() throws IOException {
        MadePartition made = new MadePartition(this.output).rows(20).skipOffsets(2).rows(5).roll().rows(9);

        for (int offset : new int[] { 0, 1, 5, 19, 22, 26, 27, 30, 35 }) {
            int row = (offset < 20) ? offset : offset - 2;
            assertAt(made, find(made, offset), "t" + row + "," + offset + ".0");
        }
        assertThat(find(made, 0).line()).isEqualTo(2);
        assertThat(find(made, 27).file()).isEqualTo("AIR-0-00000000000000000027.csv");
    }

    @Test
    void findsTheFileWithTheColumnsOfTheRow() throws IOException {
        MadePartition made = new MadePartition(this.output);
        for (int i = 0; i < 12; i++) {
            made.row("{\"a\":%d,\"b\":1}".formatted(i)).row("{\"c\":%d}".formatted(i));
        }

        for (int offset = 0; offset < 24; offset++) {
            assertAt(made, find(made, offset), (offset % 2 == 0) ? offset / 2 + ",1" : String.valueOf(offset / 2));
        }
    }

    @Test
    void countsTheLinesOfCellsWithLineBreaks() throws IOException {
        MadePartition made = new MadePartition(this.output).row("{\"a\":\"one\\ntwo\"}")
            .row("{\"a\":\"x\"}")
            .row("{\"a\":\"three\\nfour\\nfive\"}")
            .row("{\"a\":\"y\"}");

        assertThat(find(made, 0).line()).isEqualTo(2);
        assertThat(find(made, 1).line()).isEqualTo(4);
        assertThat(find(made, 2).line()).isEqualTo(5);
        assertThat(find(made, 3).line()).isEqualTo(8);
    }

    @Test
    void countsFromTheEndWhenKafkaHasRemovedTheFirstRows() throws IOException {
        MadePartition made = new MadePartition(this.output).rows(20);
        made.files();
        made.deleteRecordsBelow(7);

        assertAt(made, find(made, made.files(), 7), "t7,7.0");
        assertAt(made, find(made, made.files(), 19), "t19,19.0");
    }

    @Test
    void findsLinesWithoutAHeader() throws IOException {
        MadePartition made = new MadePartition(this.output, FileFormat.JSONL).rows(6);

        assertThat(find(made, 0).line()).isEqualTo(1);
        assertAt(made, find(made, 5), "{\"Time\":\"t5\",\"PM10\":5.0}");
    }

    @Test
    void saysWhoHasTheFileOfAnotherDisk() throws IOException {
        MadePartition made = new MadePartition(this.output).ownedBy("consumer-1").rows(5).roll();

        RowPlace place = find(made, 3);

        assertThat(place.state()).isEqualTo(State.COMMITTED);
        assertThat(place.file()).isEqualTo("AIR-0-00000000000000000000.csv");
        assertThat(place.owner()).isEqualTo("consumer-1");
        assertThat(place.line()).isNull();
        assertThat(place.reason()).isNotBlank();
    }

    @Test
    void doesNotTrustAFileWithOtherRows() throws IOException {
        MadePartition made = new MadePartition(this.output).rows(5).roll();
        List<LedgerEntry> files = made.files();
        List<String> lines = made.lines(0);
        lines.set(3, lines.get(3).replace('t', 'u'));
        made.rewrite(0, lines);

        assertThat(find(made, files, 1).line()).isEqualTo(3);
        RowPlace changed = find(made, files, 2);
        assertThat(changed.line()).isNull();
        assertThat(changed.reason())
            .isEqualTo("The file does not have the row where it should be; an audit shows more");
    }

    @Test
    void saysWhyARowIsInNoFile() throws IOException {
        MadePartition made = new MadePartition(this.output).rows(3)
            .unwritten("not JSON")
            .roll()
            .unwritten("{\"Time\":\"t\",\"PM10\":1}")
            .unwritten("{\"Time\":\"t\",\"PM10\":2}")
            .rows(1);

        assertThat(find(made, 3).state()).isEqualTo(State.DEAD_LETTER);
        assertThat(find(made, 3).reason()).startsWith("The record is not a row, so it went to topic AIR-dlt: ");
        assertThat(find(made, 4).state()).isEqualTo(State.MISSING);
        assertThat(find(made, 4, gap(4, 6, Kind.SKIPPED))).isEqualTo(RowPlace.nowhere("AIR", State.SKIPPED, "because"));
        assertThat(find(made, 5, gap(4, 6, Kind.FILES_LOST)).state()).isEqualTo(State.LOST);
    }

    @Test
    void saysHowFarAwayARowIsThatIsNotWritten() throws IOException {
        MadePartition made = new MadePartition(this.output).rows(3).roll();
        List<LedgerEntry> files = made.files();
        made.rows(4);
        CommittedState state = new CommittedState(new PartitionKey("AIR", "AIR", 0),
                Optional.of(new OffsetAndMetadata(3)), files, List.of(), DisputedFiles.NONE);

        RowPlace place = new GroupSearch(made.sink(), state, (entry) -> local(made, entry), made, 0)
            .find(made.read(5, 6).next());

        assertThat(place.state()).isEqualTo(State.NOT_WRITTEN);
        assertThat(place.lag()).isEqualTo(3);
    }

    private static LedgerGap gap(long from, long to, Kind kind) {
        return new LedgerGap("AIR", "AIR", 0, from, to, kind, to - from, "because", Instant.EPOCH, "consumer-0", "",
                true);
    }

    @Test
    void shortensALongValue() {
        String value = "ä".repeat(5_000);
        SentRows rows = new SentRows().rows("air", 2, 7, 8);
        var record = rows.read(0, 1).next();
        var large = new org.apache.kafka.clients.consumer.ConsumerRecord<>("AIR", 0, 0L,
                "SVDT1".getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
        Stream.of(record.headers().toArray()).forEach((header) -> large.headers().add(header));

        RowView view = RowView.of(large, List.of());

        assertThat(view.value()).isEqualTo("ä".repeat(4_000));
        assertThat(view.valueBytes()).isEqualTo(10_000);
        assertThat(view.key()).isEqualTo("SVDT1");
        assertThat(view.row()).isEqualTo("air/2/7");
    }

}

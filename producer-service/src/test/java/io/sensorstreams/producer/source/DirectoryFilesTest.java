package io.sensorstreams.producer.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;

import io.sensorstreams.producer.arrival.Afterwards;
import io.sensorstreams.producer.arrival.FileSort;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.row.FilePlace;
import io.sensorstreams.producer.row.Position;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Files that are odd, are replaced, or are left. */
class DirectoryFilesTest extends DirectoryFixture {

    private static final String UNTIMED = "Station,n\n";

    private static DirectorySource source(@Nullable Dialect dialect) {
        return new DirectorySource("AIR*.csv", FileSort.NAME, Duration.ZERO, false, Afterwards.KEEP, List.of(""),
                OnBadRow.DEAD_LETTER, null, "iso", null, dialect, null);
    }

    private void assertPassesOver(SequenceReader reader, String... files) {
        await().untilAsserted(() -> {
            reader.step();
            assertThat(reader.report.passedOver()).containsExactly(files);
        });
    }

    @ParameterizedTest
    @EnumSource
    void readsAFileThatWasEmptyAtFirst(Afterwards afterwards) throws IOException, InterruptedException {
        SequenceReader reader = reader(source(FileSort.NAME, false, afterwards));
        append("AIR1.csv", "");
        await().untilAsserted(() -> {
            reader.step();
            assertThat(reader.report.waits()).isEqualTo("waits for rows of AIR1.csv");
        });

        drop("AIR1.csv", HEADER + row(0));

        readUntil(reader, 1);
        assertThat(reader.committed()).isEqualTo(values(1));
    }

    @Test
    void leavesAnEmptyFileWhenThereIsANextOne() throws IOException {
        append("AIR1.csv", "");
        drop("AIR2.csv", HEADER + row(0));
        SequenceReader reader = reader(source(FileSort.NAME, false, Afterwards.KEEP));

        readUntil(reader, 1);
        append("AIR1.csv", HEADER + row(7));

        drop("AIR3.csv", HEADER + row(1));
        readUntil(reader, 2);
        assertPassesOver(reader, "AIR1.csv");
        assertThat(reader.committed()).isEqualTo(values(2));
    }

    @Test
    void beginsAFileAgainOfWhichNoRowWasRead() throws IOException, InterruptedException {
        SequenceReader reader = reader(source(FileSort.NAME, false, Afterwards.KEEP));
        drop("AIR1.csv", "Other,header\n");
        await().until(reader::step);
        reader.commit();

        drop("AIR1.csv", HEADER + row(0) + row(1));

        readUntil(reader, 2);
        assertThat(reader.committed()).isEqualTo(values(2));
    }

    @Test
    void namesAFileThatReplacedTheLastOne() throws IOException {
        SequenceReader reader = reader(source(FileSort.NAME, false, Afterwards.KEEP));
        drop("AIR1.csv", HEADER + row(0));
        readUntil(reader, 1);

        drop("AIR1.csv", HEADER + row(7));
        Files.setLastModifiedTime(this.data.resolve("AIR1.csv"), FileTime.fromMillis(1));

        assertPassesOver(reader, "AIR1.csv");
        drop("AIR2.csv", HEADER + row(1));
        readUntil(reader, 2);
        assertPassesOver(reader, "AIR1.csv");
        assertThat(reader.committed()).isEqualTo(values(2));
    }

    @Test
    void namesAFileOfTheSameSizeThatReplacedAnEarlierOne() throws IOException {
        SequenceReader reader = reader(source(FileSort.NAME, false, Afterwards.KEEP));
        drop("AIR1.csv", HEADER + row(0));
        drop("AIR2.csv", HEADER + row(1));
        readUntil(reader, 2);

        drop("AIR1.csv", HEADER + row(7));
        Files.setLastModifiedTime(this.data.resolve("AIR1.csv"), FileTime.fromMillis(1));

        assertPassesOver(reader, "AIR1.csv");
    }

    @Test
    void aNameMayBeUsedAgainAfterItsFileIsGone() throws IOException {
        SequenceReader reader = reader(source(FileSort.TIME, false, Afterwards.KEEP));
        drop("AIR0.csv", HEADER + row(0));
        drop("AIR1.csv", HEADER + row(1));
        readUntil(reader, 2);
        Files.delete(this.data.resolve("AIR0.csv"));
        drop("AIR2.csv", HEADER + row(2));
        readUntil(reader, 3);

        drop("AIR0.csv", HEADER + row(3));

        readUntil(reader, 4);
        assertThat(reader.committed()).isEqualTo(values(4));
    }

    @Test
    void aSkippedFileWithoutTimesStaysSkipped() throws IOException, InterruptedException {
        SequenceReader reader = reader(source(FileSort.TIME, false, Afterwards.MOVE));
        drop("AIR1.csv", UNTIMED + "S1,1\nS1,2\n");
        drop("AIR2.csv", HEADER + row(0));
        await().until(reader::step);
        reader.commit();
        Position inside = reader.position();
        FilePlace place = inside.place();
        assertThat(place).isNotNull();

        reader.seek(new Position(inside.row(), inside.bytes(), inside.seen(), place.with(FilePlace.State.LEFT)));
        readUntil(reader, 2);
        drop("AIR3.csv", HEADER + row(1));
        readUntil(reader, 3);

        assertPassesOver(reader, "AIR1.csv");
        assertThat(reader.committed().subList(1, 3)).isEqualTo(values(2));
    }

    @Test
    void checksTheTimesOfEachFile() throws IOException {
        drop("AIR1.csv", HEADER + row(0));
        drop("AIR2.csv", "Time,Station,n\nnoon,S1,1\nlater,S1,2\n");
        SequenceReader reader = reader(source(FileSort.NAME, false, Afterwards.KEEP), true);

        assertFails(reader, "AIR2.csv: none of its first 2 rows has a readable time");
        assertThat(reader.committed()).isEqualTo(values(1));
    }

    @Test
    void takesALinkThatLeadsNowhereForNoFile() throws IOException {
        Files.createSymbolicLink(this.data.resolve("AIR0.csv"), Path.of("AIR0.csv"));
        drop("AIR1.csv", HEADER + row(0));
        Files.createSymbolicLink(this.data.resolve("AIR2.csv"), Path.of("AIR1.csv", "below"));
        Files.createSymbolicLink(this.data.resolve("AIR3.csv"), Path.of("missing.csv"));
        SequenceReader reader = reader(source(FileSort.NAME, false, Afterwards.KEEP));

        readUntil(reader, 1);
        assertThat(reader.committed()).isEqualTo(values(1));
    }

    @Test
    void aMovedLinkLeadsToItsFile() throws IOException {
        Path raw = Files.createDirectory(this.data.resolve("raw"));
        Files.writeString(raw.resolve("1.csv"), HEADER + row(0));
        Files.createSymbolicLink(this.data.resolve("AIR1.csv"), Path.of("raw", "1.csv"));
        SequenceReader reader = reader(source(FileSort.NAME, false, Afterwards.MOVE));

        readUntil(reader, 1);
        Path moved = this.data.resolve("done").resolve("AIR1.csv");
        await().untilAsserted(() -> {
            reader.step();
            assertThat(moved).hasContent(HEADER + row(0));
            assertThat(this.data.resolve("AIR1.csv")).doesNotExist();
        });
    }

    @Test
    void readsAFileWithoutUsefulRowsAgainByACorrectedDialect() throws IOException, InterruptedException {
        drop("AIR1.csv", "Time,n\n" + row(0) + row(1));
        SequenceReader reader = reader(source(null));
        assertFails(reader, "AIR1.csv: every row was rejected, 2 in all");
        Position failed = reader.position();
        assertThat(failed.bytes()).isPositive();
        Dialect corrected = new Dialect(null, null, null, null, null, null, 1, 0, List.of("Time", "Station", "n"), null,
                null, null, null, null);

        SequenceReader again = reader(source(corrected));
        again.seek(failed);

        readUntil(again, 2);
        assertThat(again.committed()).isEqualTo(values(2));
        assertThat(again.position().row()).isEqualTo(4);
    }

    @Test
    void tellsOnlyWhatHasChanged() throws IOException, InterruptedException {
        drop("AIR1.csv", HEADER + row(0) + row(1));
        drop("AIR2.csv", HEADER + row(2));
        SequenceReader reader = reader(source(FileSort.NAME, false, Afterwards.KEEP));
        await().until(reader::step);

        await().during(Duration.ofMillis(300)).until(() -> reader.reports.get() <= 2);
    }

}

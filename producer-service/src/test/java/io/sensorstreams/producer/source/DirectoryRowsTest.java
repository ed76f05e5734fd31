package io.sensorstreams.producer.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

import io.sensorstreams.producer.arrival.Afterwards;
import io.sensorstreams.producer.arrival.FileSort;
import io.sensorstreams.producer.row.FilePlace;
import io.sensorstreams.producer.row.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DirectoryRowsTest extends DirectoryFixture {

    @ParameterizedTest
    @EnumSource
    void readsEachRowOnceOverCrashesAndArrivals(Afterwards afterwards) throws IOException, InterruptedException {
        for (long seed = 1; seed <= 5; seed++) {
            directory(seed);
            Random random = new Random(seed);
            SequenceReader reader = reader(source(FileSort.NAME, false, afterwards));
            int rows = 0;
            int files = 0;
            while (files < 25) {
                switch (random.nextInt(5)) {
                    case 0 -> {
                        StringBuilder content = new StringBuilder(HEADER);
                        int count = random.nextInt(6);
                        for (int i = 0; i < count; i++) {
                            content.append(row(rows++));
                        }
                        boolean withoutEnd = count > 0 && random.nextBoolean();
                        drop("AIR%03d.csv".formatted(files++),
                                content.substring(0, content.length() - (withoutEnd ? 1 : 0)));
                    }
                    case 1 -> reader.crash();
                    case 2 -> reader.commit();
                    default -> reader.step();
                }
            }
            readUntil(reader, rows);
            assertThat(reader.committed()).as("seed " + seed).isEqualTo(values(rows));
            int last = files - 1;
            await().untilAsserted(() -> {
                reader.step();
                assertThat(reader.position().place()).extracting(FilePlace::file, FilePlace::state)
                    .containsExactly("AIR%03d.csv".formatted(last), FilePlace.State.READ);
                assertThat(names(this.data)).hasSize((afterwards == Afterwards.KEEP) ? last + 1 : 0);
            });
            if (afterwards == Afterwards.MOVE) {
                assertThat(names(this.data.resolve("done"))).hasSize(files);
            }
            reader.close();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5 })
    void followsAGrowingFileByWholeRows(long seed) throws IOException, InterruptedException {
        Random random = new Random(seed);
        SequenceReader reader = reader(source(FileSort.NAME, true, Afterwards.KEEP));
        int rows = 0;
        int files = 0;
        String rest = "";
        while (rows < 120) {
            switch (random.nextInt(6)) {
                case 0 -> {
                    if (rest.isEmpty()) {
                        rest = HEADER;
                        files++;
                    }
                }
                case 1 -> rest += (files > 0) ? row(rows++) : "";
                case 2, 3 -> {
                    int part = random.nextInt(rest.length() + 1);
                    append("AIR%03d.csv".formatted(files), rest.substring(0, part));
                    rest = rest.substring(part);
                }
                case 4 -> {
                    if (random.nextBoolean()) {
                        reader.crash();
                    }
                    reader.commit();
                }
                default -> reader.step();
            }
        }
        append("AIR%03d.csv".formatted(files), rest + "2026-01-01T00:00:00,S1,7");
        readUntil(reader, rows);
        reader.step();
        assertThat(reader.committed()).as("seed " + seed).isEqualTo(values(rows));
        append("AIR%03d.csv".formatted(files), "7\n");
        drop("AIR999.csv", HEADER);
        readUntil(reader, rows + 1);
        assertThat(reader.committed().get(rows)).endsWith("\"n\":77}");
    }

    @Test
    void sendsALastLineWithoutItsEndWhenTheNextFileIsThere() throws IOException, InterruptedException {
        SequenceReader reader = reader(source(FileSort.NAME, true, Afterwards.KEEP));
        drop("AIR1.csv", HEADER + row(0) + row(1).strip());
        readUntil(reader, 1);
        reader.step();
        assertThat(reader.committed()).isEqualTo(values(1));

        drop("AIR2.csv", HEADER + row(2));

        readUntil(reader, 3);
        assertThat(reader.committed()).isEqualTo(values(3));
    }

    @Test
    void ordersFilesByTheirFirstTime() throws IOException {
        drop("AIR-c.csv", HEADER + row(0) + row(1));
        drop("AIR-a.csv", HEADER + row(4));
        drop("AIR-b.csv", HEADER + row(2) + row(3));
        SequenceReader reader = reader(source(FileSort.TIME, false, Afterwards.KEEP));

        readUntil(reader, 5);
        assertThat(reader.committed()).isEqualTo(values(5));

        drop("AIR-0.csv", HEADER + row(5));
        drop("AIR-z.csv", HEADER + row(1));
        readUntil(reader, 6);
        assertThat(reader.committed()).isEqualTo(values(6));
        await().untilAsserted(() -> {
            reader.step();
            assertThat(reader.report.passedOver()).containsExactly("AIR-z.csv");
        });
    }

    @Test
    void namesFilesThatArriveTooLate() throws IOException {
        SequenceReader reader = reader(source(FileSort.NAME, false, Afterwards.KEEP));
        drop("AIR2.csv", HEADER + row(0));
        drop("AIR4.csv", HEADER + row(1));
        readUntil(reader, 2);

        drop("AIR3.csv", HEADER + row(9));
        append("AIR2.csv", row(9));
        drop("AIR5.csv", HEADER + row(2));

        readUntil(reader, 3);
        await().untilAsserted(() -> {
            reader.step();
            assertThat(reader.report.passedOver()).containsExactly("AIR2.csv", "AIR3.csv");
            assertThat(reader.report.waits()).isEqualTo("waits for files that match 'AIR*.csv*'");
        });
        assertThat(reader.committed()).isEqualTo(values(3));
    }

    @Test
    void continuesAFileThatGrewAfterItsEnd() throws IOException {
        SequenceReader reader = reader(source(FileSort.NAME, false, Afterwards.KEEP));
        drop("AIR1.csv", HEADER + row(0));
        readUntil(reader, 1);

        append("AIR1.csv", row(1));

        readUntil(reader, 2);
        assertThat(reader.committed()).isEqualTo(values(2));
    }

    @Test
    void movesToAFreeName() throws IOException {
        Path done = Files.createDirectory(this.data.resolve("done"));
        Files.writeString(done.resolve("AIR1.csv"), "other");
        drop("AIR1.csv", HEADER + row(0));
        SequenceReader reader = reader(source(FileSort.NAME, false, Afterwards.MOVE));

        readUntil(reader, 1);

        await().untilAsserted(() -> {
            reader.step();
            assertThat(names(done)).containsExactly("AIR1-2.csv", "AIR1.csv");
        });
        assertThat(done.resolve("AIR1.csv")).hasContent("other");
        assertThat(done.resolve("AIR1-2.csv")).hasContent(HEADER + row(0));
    }

    @Test
    void doesNotMoveAnotherFileWithTheName() throws IOException, InterruptedException {
        SequenceReader reader = reader(source(FileSort.NAME, false, Afterwards.KEEP));
        drop("AIR1.csv", HEADER + row(0));
        readUntil(reader, 1);
        Position end = reader.position();

        SequenceReader mover = reader(source(FileSort.NAME, false, Afterwards.DELETE));
        drop("AIR1.csv", HEADER + row(1) + row(2));
        mover.seek(end);
        await().untilAsserted(() -> {
            mover.step();
            assertThat(mover.report.passedOver()).containsExactly("AIR1.csv");
        });
        assertThat(this.data.resolve("AIR1.csv")).exists();
    }

    @Test
    void aFileMustBeQuiet() throws IOException, InterruptedException {
        SequenceReader reader = reader(new DirectorySource("AIR*.csv", FileSort.NAME, Duration.ofHours(1), false,
                Afterwards.KEEP, List.of(""), OnBadRow.DEAD_LETTER, null, "iso", null, null, null));
        drop("AIR1.csv", HEADER + row(0));

        await().untilAsserted(() -> {
            reader.step();
            assertThat(reader.report.waits()).contains("AIR1.csv must be unchanged for 3600000 ms");
        });
        Files.setLastModifiedTime(this.data.resolve("AIR1.csv"),
                java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() - 3_600_000));
        readUntil(reader, 1);
    }

    @Test
    void refusesFilesThatCannotBeRead() throws IOException {
        SequenceReader reader = reader(source(FileSort.NAME, false, Afterwards.MOVE));
        drop("AIR1.csv", HEADER + "1,2\n3\n");
        assertFails(reader, "AIR1.csv: every row was rejected, 2 in all, the first in line 2: row has 2 fields, "
                + "header has 3; correct the file or move it out");
        drop("AIR1.csv", HEADER + row(0) + row(1));
        readUntil(reader, 4);
        assertThat(reader.committed()).filteredOn((value) -> !value.startsWith("rejected")).isEqualTo(values(2));

        drop("AIR2.csv", HEADER + row(2) + row(3));
        await().until(reader::step);
        reader.commit();
        drop("AIR2.csv", HEADER + row(7) + row(7));
        assertFails(reader, "?from=next-file");
        Files.delete(this.data.resolve("AIR2.csv"));
        reader.crash();
        assertFails(reader, "AIR2.csv disappeared after 2 of its rows were sent");
        assertThat(names(this.data.resolve("done"))).containsExactly("AIR1.csv");
    }

}

package io.sensorstreams.producer.source;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

import io.sensorstreams.producer.csv.ChangedFileException;
import io.sensorstreams.producer.directory.TestDirectory;
import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.source.Source.Order;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Continues files that were changed while nobody read them, and while they were read. */
class FileIdentityTest {

    /** More text than is read at once. */
    private static final int ROWS = 10_000;

    private static final String OLD = text("old", ROWS);

    private static final String NEW = text("new", ROWS);

    private static final List<String> OLD_VALUES = values("old", ROWS + 40);

    private static final int INSTANTS = 50;

    /** Old enough that a time of modification tells one content from another. */
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2024-01-01T00:00:00Z"));

    @TempDir
    Path temp;

    private String name = "A.csv";

    @BeforeEach
    void write() throws IOException {
        write(this.name, OLD);
    }

    private void write(String file, String text) throws IOException {
        Path path = this.temp.resolve(file);
        try (OutputStream out = file.endsWith(".gz") ? new GZIPOutputStream(Files.newOutputStream(path))
                : Files.newOutputStream(path)) {
            out.write(text.getBytes(UTF_8));
        }
        Files.setLastModifiedTime(path, LONG_AGO);
    }

    /** Rows of equal length, so that the same offset begins a row in each text. */
    private static String text(String word, int rows) {
        StringBuilder text = new StringBuilder("n,word\n");
        for (int i = 0; i < rows; i++) {
            text.append(String.format("%06d,%s%n", i, word));
        }
        return text.toString();
    }

    private static List<String> values(String word, int rows) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            values.add("{\"n\":\"%06d\",\"word\":\"%s\"}".formatted(i, word));
        }
        return values;
    }

    /** What may happen to a file, and whether reading may continue afterwards. */
    enum Change {

        REPLACE {
            @Override
            void apply(Path file) throws IOException {
                Path other = Files.writeString(file.resolveSibling("new"), NEW);
                Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
            }
        },
        OVERWRITE {
            @Override
            void apply(Path file) throws IOException {
                Files.writeString(file, NEW, StandardOpenOption.WRITE);
            }
        },
        OVERWRITE_WITH_OTHER_COLUMNS {
            @Override
            void apply(Path file) throws IOException {
                Files.writeString(file, NEW.replaceFirst("n,word", "word,n"), StandardOpenOption.WRITE);
            }
        },
        REWRITE_LONGER {
            @Override
            void apply(Path file) throws IOException {
                Files.writeString(file, text("new", 2 * ROWS));
            }
        },
        TRUNCATE {
            @Override
            void apply(Path file) throws IOException {
                Files.writeString(file, text("old", 1));
            }
        },
        SWAP_HARD_LINK {
            @Override
            void apply(Path file) throws IOException {
                Path other = Files.writeString(file.resolveSibling("new"), NEW);
                Files.delete(file);
                Files.createLink(file, other);
            }
        },
        APPEND {
            @Override
            void apply(Path file) throws IOException {
                Files.writeString(file, text("old", ROWS + 40).substring(OLD.length()), StandardOpenOption.APPEND);
            }
        },
        TOUCH {
            @Override
            void apply(Path file) throws IOException {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            }
        },
        COPY_AND_RENAME {
            @Override
            void apply(Path file) throws IOException {
                Path other = Files.copy(file, file.resolveSibling("copy"), StandardCopyOption.COPY_ATTRIBUTES);
                Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
            }
        };

        abstract void apply(Path file) throws IOException;

        boolean keepsText() {
            return this == APPEND || this == TOUCH || this == COPY_AND_RENAME;
        }

    }

    @ParameterizedTest
    @EnumSource
    void neverMixesTwoFiles(Change change) throws IOException {
        Random random = new Random(change.name().hashCode());
        for (int i = 0; i < INSTANTS; i++) {
            write();
            int stop = 1 + random.nextInt(ROWS - 1);
            boolean open = random.nextBoolean();
            List<String> read = new ArrayList<>();
            boolean failed = false;
            try {
                read(open, stop, change, read);
            }
            catch (ChangedFileException e) {
                failed = true;
                assertThat(e).hasMessageStartingWith("A.csv ").hasMessageEndingWith("; start it from the beginning");
            }

            List<String> old = OLD_VALUES.subList(0, change.keepsText() ? ROWS + 40 : ROWS);
            String when = (open ? "open" : "stopped") + " after row " + stop;
            assertThat(old.subList(0, read.size())).as(when).isEqualTo(read);
            assertThat(read.size()).as(when).isGreaterThanOrEqualTo(stop);
            if (!open) {
                assertThat(failed).as(when).isNotEqualTo(change.keepsText());
            }
            if (!failed) {
                assertThat(read.size()).as(when).isGreaterThanOrEqualTo(ROWS);
            }
        }
    }

    /** Reads rows, changes the file, and reads on: with the same rows, or others. */
    private void read(boolean open, int stop, Change change, List<String> read) throws IOException {
        Position reached;
        try (Rows rows = open(Order.FILE, Position.BEGINNING)) {
            while (read.size() < stop) {
                rows.next();
                read.add(new String(rows.value(), UTF_8));
            }
            if (open) {
                change.apply(this.temp.resolve(this.name));
                readOn(rows, read);
                return;
            }
            reached = reached(rows);
        }
        change.apply(this.temp.resolve(this.name));
        try (Rows rows = open(Order.FILE, reached)) {
            readOn(rows, read);
        }
    }

    @ParameterizedTest
    @CsvSource({ "REPLACE,was replaced", "OVERWRITE,was overwritten", "REWRITE_LONGER,was overwritten",
            "TRUNCATE,became shorter", "SWAP_HARD_LINK,was replaced" })
    void saysWhatHappenedSinceWhichRow(Change change, String word) throws IOException {
        Position reached = readTo(Order.FILE, 30);
        change.apply(this.temp.resolve(this.name));

        assertThatExceptionOfType(ChangedFileException.class).isThrownBy(() -> open(Order.FILE, reached).close())
            .withMessage("A.csv " + word + " since row 30; start it from the beginning");
        assertThatExceptionOfType(ChangedFileException.class)
            .isThrownBy(() -> source(Order.FILE).checkUnchanged(TestDirectory.of(this.temp), reached));
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void noticesAChangeInTheMiddleAtTheNextStart(boolean open) throws IOException {
        Position reached;
        try (Rows rows = open(Order.FILE, Position.BEGINNING)) {
            for (int i = 0; i < ROWS / 2; i++) {
                rows.next();
            }
            if (open) {
                changeTheMiddle();
                for (int i = 0; i < ROWS / 4; i++) {
                    rows.next();
                }
            }
            reached = reached(rows);
        }
        if (!open) {
            changeTheMiddle();
        }

        assertThatExceptionOfType(ChangedFileException.class).isThrownBy(() -> open(Order.FILE, reached).close())
            .withMessageContaining("was overwritten since row " + reached.row());
    }

    /**
     * Between the start and the last bytes read, so that nothing is noticed meanwhile.
     */
    private void changeTheMiddle() throws IOException {
        int from = OLD.length() / 8;
        int to = OLD.length() / 4;
        Path file = this.temp.resolve(this.name);
        Files.writeString(file,
                OLD.substring(0, from) + OLD.substring(from, to).replace("old", "new") + OLD.substring(to),
                StandardOpenOption.WRITE);
        Files.setLastModifiedTime(file, FileTime.from(LONG_AGO.toInstant().plusSeconds(60)));
    }

    @ParameterizedTest
    @EnumSource
    void continuesWithARowThatWasCorrected(Order order) throws IOException {
        Position reached = readTo(order, ROWS / 2 - 1);
        int next = ROWS / 2 - ((order == Order.FILE) ? 1 : 0);
        Files.writeString(this.temp.resolve(this.name),
                OLD.replace(String.format("%06d,old%n", next), String.format("%06d,a longer word%n", next)));

        try (Rows rows = open(order, reached)) {
            rows.next();
            assertThat(new String(rows.value(), UTF_8)).contains("a longer word");
        }
    }

    @Test
    void saysThatAFileWithAnInvalidHeaderHasChanged() throws IOException {
        Position reached = readTo(Order.FILE, 30);
        write(this.name, NEW.replaceFirst("n,word", "n,\u0007"));

        assertThatExceptionOfType(ChangedFileException.class).isThrownBy(() -> open(Order.FILE, reached).close())
            .withMessage("A.csv was changed since row 30 (A.csv is not CSV: its first row has control characters); "
                    + "start it from the beginning");
    }

    @ParameterizedTest
    @ValueSource(strings = { "A.csv", "A.csv.gz" })
    void continuesInBothOrdersUntilTheTextChanges(String file) throws IOException {
        this.name = file;
        for (Order order : Order.values()) {
            write();
            Position reached = readTo(order, 2_000);
            Change.TOUCH.apply(this.temp.resolve(file));
            try (Rows rows = open(order, reached)) {
                List<String> rest = new ArrayList<>();
                readOn(rows, rest);
                assertThat(rest).hasSize(ROWS - 2_000);
            }
            write(file, NEW);
            Files.setLastModifiedTime(this.temp.resolve(file), FileTime.from(Instant.EPOCH));

            assertThatExceptionOfType(ChangedFileException.class).isThrownBy(() -> open(order, reached).close())
                .withMessageStartingWith(file + " was overwritten since row 2000");
        }
    }

    @Test
    void aReversedFileThatGrewIsNotContinued() throws IOException {
        Position reached = readTo(Order.REVERSED, 100);
        Change.APPEND.apply(this.temp.resolve(this.name));

        assertThatExceptionOfType(ChangedFileException.class).isThrownBy(() -> open(Order.REVERSED, reached).close())
            .withMessage(
                    "A.csv has grown at its end, which is read first, since row 100; start it from the " + "beginning");
    }

    @Test
    void keepsTheIdentityOverSeveralOpenings() throws IOException {
        Position reached = Position.BEGINNING;
        for (int i = 0; i < 3_000; i += 100) {
            try (Rows rows = open(Order.FILE, reached)) {
                for (int j = 0; j < 100; j++) {
                    rows.next();
                }
                reached = reached(rows);
            }
        }
        Change.TOUCH.apply(this.temp.resolve(this.name));
        open(Order.FILE, reached).close();
        FileIdentity seen = reached.seen();
        assertThat(seen).isNotNull();
        assertThat(seen.bytes()).isEqualTo(reached.bytes());
    }

    private Position readTo(Order order, int row) throws IOException {
        try (Rows rows = open(order, Position.BEGINNING)) {
            for (int i = 0; i < row; i++) {
                rows.next();
            }
            return reached(rows);
        }
    }

    /** The position of a stream, which has its next row already. */
    private static Position reached(Rows rows) throws IOException {
        Position position = rows.position();
        rows.next();
        return new Position(position.row(), position.bytes(), rows.identity(position));
    }

    private static void readOn(Rows rows, List<String> read) throws IOException {
        while (rows.next() != Rows.Step.END) {
            read.add(new String(rows.value(), UTF_8));
        }
    }

    private Rows open(Order order, Position from) throws IOException {
        return source(order).open(TestDirectory.of(this.temp), "A", from);
    }

    private Source source(Order order) {
        return TestSources.csv(this.name, order);
    }

}

package io.sensorstreams.producer.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.sensorstreams.common.objects.FaultyLink;
import io.sensorstreams.common.objects.ObjectServer;
import io.sensorstreams.producer.dialect.BlankRows;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.object.TestObjects;
import io.sensorstreams.producer.row.FileFormat;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.Supply;
import io.sensorstreams.producer.time.TimeOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Texts in an object store that are read from their end, in both ways. */
class ObjectFromItsEndIT {

    private static final String BUCKET = "object-from-its-end";

    /** About 2 MB, more than is read ahead. */
    private static final int ROWS = 50_000;

    private FaultyLink link;

    private Path root;

    @BeforeAll
    static void bucket() {
        ObjectServer.shared().bucket(BUCKET);
    }

    @BeforeEach
    void open() throws IOException {
        this.link = new FaultyLink(ObjectServer.shared().endpoint());
        this.root = TestObjects.root(this.link.endpoint(), BUCKET, "in/");
    }

    @AfterEach
    void close() throws IOException {
        this.root.getFileSystem().close();
        this.link.close();
    }

    /** Lines show where rows begin, unless there are comments. */
    private CsvText text(String comment) {
        Dialect dialect = new Dialect(",", "\"", "", ".", "", "UTF-8", 0, 1, List.of(), 0, comment, false, false,
                BlankRows.SKIP);
        return new CsvText("A.csv", this.root.resolve("A.csv"), false, new FileFormat(dialect, null, List.of()));
    }

    private static String rows(String station) {
        return IntStream.range(0, ROWS)
            .mapToObj((row) -> station + ",%d,%030d%n".formatted(row, row))
            .collect(Collectors.joining("", "Station,n,text\n", ""));
    }

    private static Object key(Path path) throws IOException {
        return Objects.requireNonNull(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "#" })
    void readsOnlyTheContentWhoseHeaderItRead(String comment) throws IOException {
        CsvText text = text(comment);
        Files.writeString(text.path(), rows("S1"));
        Object before = key(text.path());
        CsvText pinned = text.pinned();
        try (ForwardRows start = new ForwardRows(pinned, TextInput.NO_LIMIT)) {
            start.next();
            start.endHeader();
            Files.writeString(text.path(), rows("S2"));
            await().atMost(Duration.ofMinutes(1)).until(() -> !key(text.path()).equals(before));

            assertThatExceptionOfType(ChangedFileException.class).isThrownBy(() -> {
                try (RawRows rows = OpenedText.backward(pinned, start, Position.BEGINNING, Long.MAX_VALUE)) {
                    rows.next();
                }
            }).withMessageContaining("was replaced while it was read");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "#" })
    void readsWithoutWaitingWhatHasArrived(String comment) throws IOException {
        CsvText text = text(comment);
        Files.writeString(text.path(), rows("S1"));
        CsvOptions options = new CsvOptions(true, List.of(), new TimeOptions(List.of("Time"), "iso", null), "Station");
        try (CsvRows rows = CsvRows.open(text, options, Position.BEGINNING)) {
            Supply supply = Objects.requireNonNull(rows.supply());
            this.link.hangs();
            int count = 0;
            // Reading what has not arrived fails after the patience.
            while (supply.isReady()) {
                assertThat(rows.next()).isEqualTo(Rows.Step.ROW);
                count++;
            }
            assertThat(count).isLessThan(ROWS);
            this.link.works();
            while (next(rows, supply) == Rows.Step.ROW) {
                count++;
            }
            assertThat(count).isEqualTo(ROWS);
        }
    }

    private static Rows.Step next(Rows rows, Supply supply) throws IOException {
        if (!supply.isReady()) {
            await().pollInSameThread().atMost(Duration.ofMinutes(2)).until(supply::isReady);
        }
        return rows.next();
    }

}

package io.sensorstreams.producer.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.sensorstreams.producer.directory.TestDirectory;
import io.sensorstreams.producer.object.TestObjects;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Parts of an object by event time, which are found by ranges. */
class ObjectRangeIT {

    private static final LocalDateTime START = LocalDateTime.of(2023, 8, 1, 0, 0);

    private static final int ROWS = 100_000;

    private static Path directory;

    @BeforeAll
    static void open() throws IOException {
        directory = TestObjects.newBucket("object-range");
        String text = IntStream.range(0, ROWS)
            .mapToObj((row) -> time(row) + ",S1,%040d%n".formatted(row))
            .collect(Collectors.joining("", "Time,Station,n\n", ""));
        Files.write(directory.resolve("A.csv"), text.getBytes(UTF_8));
    }

    private static String time(int row) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(START.plusSeconds(row));
    }

    @AfterAll
    static void close() throws IOException {
        directory.getFileSystem().close();
    }

    @ParameterizedTest
    @EnumSource(Source.Order.class)
    void readsTheRowsBetweenTwoTimes(Source.Order order) throws IOException {
        FileSource source = TestSources.csv("A.csv", Map.of("order", order, "from", time(70_000), "to", time(70_060)));

        List<String> values = new ArrayList<>();
        try (Rows rows = source.open(TestDirectory.of(directory), "A", Position.BEGINNING)) {
            for (Rows.Step step = rows.next(); step != Rows.Step.END; step = rows.next()) {
                if (step == Rows.Step.ROW) {
                    values.add(new String(rows.value(), UTF_8));
                }
            }
        }

        assertThat(values).hasSize(60);
        int first = (order == Source.Order.FILE) ? 70_000 : 70_059;
        assertThat(values.get(0)).contains("%040d".formatted(first));
    }

}

package io.sensorstreams.producer.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rejection;
import io.sensorstreams.producer.row.Rows;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contract of rows that streams rely on, for every source.
 */
abstract class RowsContract {

    /** Number of rows that are read from an endless source. */
    private static final int MANY = 100;

    /** Opens a source of more than three rows. */
    abstract Rows open(Position from) throws IOException;

    @Test
    void resumesAfterEveryRow() throws IOException {
        List<Seen> all = read(Position.BEGINNING, MANY);
        assertThat(all).hasSizeGreaterThan(3);
        for (int i = 0; i < all.size(); i++) {
            assertThat(read(all.get(i).position(), MANY - i - 1)).as("behind row %d", i)
                .isEqualTo(all.subList(i + 1, all.size()));
        }
    }

    @Test
    void countsEveryRow() throws IOException {
        List<Seen> all = read(Position.BEGINNING, MANY);
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).position().row()).isEqualTo(i + 1);
        }
    }

    @Test
    void returnsItsOpeningPositionBeforeTheFirstRow() throws IOException {
        Position behindThird = read(Position.BEGINNING, MANY).get(2).position();
        try (Rows rows = open(behindThird)) {
            assertThat(rows.position()).isEqualTo(behindThird);
        }
    }

    @Test
    void returnsASeparateArrayForEachValue() throws IOException {
        try (Rows rows = open(Position.BEGINNING)) {
            rows.next();
            byte[] first = rows.value();
            byte[] copy = first.clone();
            rows.next();
            assertThat(rows.value()).isNotSameAs(first);
            assertThat(first).isEqualTo(copy);
        }
    }

    @Test
    void canBeClosedTwice() throws IOException {
        Rows rows = open(Position.BEGINNING);
        rows.close();
        rows.close();
    }

    private List<Seen> read(Position from, int atMost) throws IOException {
        try (Rows rows = open(from)) {
            return Seen.readAll(rows, atMost);
        }
    }

    /**
     * One row with the values that a stream uses.
     *
     * @param content value, or reason of the rejection
     */
    record Seen(String content, String station, long eventTimeMillis, Position position) {

        static List<Seen> readAll(Rows rows, int atMost) throws IOException {
            List<Seen> seen = new ArrayList<>();
            for (Rows.Step step = rows.next(); step != Rows.Step.END && seen.size() < atMost; step = rows.next()) {
                String content = (step == Rows.Step.ROW) ? new String(rows.value(), UTF_8) : text(rows.rejection());
                byte[] station = rows.station();
                seen.add(new Seen(content, (station != null) ? new String(station, UTF_8) : "none",
                        rows.eventTimeMillis(), rows.position()));
            }
            return seen;
        }

        private static String text(Rejection rejection) {
            return rejection.file() + ":" + rejection.line() + ": " + rejection.reason() + ": "
                    + new String(rejection.raw(), UTF_8);
        }

    }

}

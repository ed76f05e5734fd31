package io.sensorstreams.producer.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

import io.sensorstreams.producer.row.Rows;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class LocalTimesTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private LocalTimes times = new LocalTimes(BERLIN, false, Rows.NO_EVENT_TIME);

    @Test
    void movesATimeInTheGapAsJavaDoes() {
        assertRead("2024-03-31T01:59:59", null, "2024-03-31T00:59:59Z");
        assertRead("2024-03-31T02:30:00", null, "2024-03-31T01:30:00Z");
        assertThat(LocalDateTime.parse("2024-03-31T02:30:00").atZone(BERLIN).toInstant())
            .isEqualTo(Instant.parse("2024-03-31T01:30:00Z"));
        assertRead("2024-03-31T03:00:00", null, "2024-03-31T01:00:00Z");
    }

    @Test
    void readsTheSecondHourAfterAStepBack() {
        assertRead("2024-10-27T01:59:00", null, "2024-10-26T23:59:00Z");
        assertRead("2024-10-27T02:30:00", null, "2024-10-27T00:30:00Z");
        assertRead("2024-10-27T02:59:00", null, "2024-10-27T00:59:00Z");
        assertRead("2024-10-27T02:30:00", null, "2024-10-27T01:30:00Z");
        assertRead("2024-10-27T02:30:00", null, "2024-10-27T01:30:00Z");
        assertRead("2024-10-27T02:59:59", null, "2024-10-27T01:59:59Z");
        assertRead("2024-10-27T03:00:00", null, "2024-10-27T02:00:00Z");
    }

    @Test
    void readsTheLaterHourFirstWhenTheNewestComesFirst() {
        this.times = new LocalTimes(BERLIN, true, Rows.NO_EVENT_TIME);
        assertRead("2024-10-27T02:59:59", null, "2024-10-27T01:59:59Z");
        assertRead("2024-10-27T02:00:00", null, "2024-10-27T01:00:00Z");
        assertRead("2024-10-27T02:59:58", null, "2024-10-27T00:59:58Z");
        assertRead("2024-10-27T02:10:00", null, "2024-10-27T00:10:00Z");
        assertRead("2024-10-27T01:59:00", null, "2024-10-26T23:59:00Z");
    }

    @Test
    void takesARepeatedHourForTheSecondOne() {
        for (String station : new String[] { "A", "B" }) {
            assertRead("2024-10-27T01:00:00", station, "2024-10-26T23:00:00Z");
        }
        for (String hour : new String[] { "00", "01" }) {
            for (String station : new String[] { "A", "B" }) {
                assertRead("2024-10-27T02:00:00", station, "2024-10-27T" + hour + ":00:00Z");
            }
        }
    }

    @Test
    void takesARepeatedMinuteForTheSameOne() {
        assertRead("2024-10-27T01:59:00", null, "2024-10-26T23:59:00Z");
        assertRead("2024-10-27T02:00:00", null, "2024-10-27T00:00:00Z");
        assertRead("2024-10-27T02:00:00", null, "2024-10-27T00:00:00Z");
        assertRead("2024-10-27T02:01:00", null, "2024-10-27T00:01:00Z");
    }

    @Test
    void tellsStationsApart() {
        assertRead("2024-10-27T02:30:00", "A", "2024-10-27T00:30:00Z");
        assertRead("2024-10-27T02:29:59", "B", "2024-10-27T00:29:59Z");
        assertRead("2024-10-27T02:31:00", "A", "2024-10-27T00:31:00Z");
        assertRead("2024-10-27T02:00:00", "A", "2024-10-27T01:00:00Z");
        assertRead("2024-10-27T02:59:59", "B", "2024-10-27T00:59:59Z");
        assertRead("2024-10-27T02:00:01", "C", "2024-10-27T01:00:01Z");
    }

    @Test
    void continuesInTheSecondHour() {
        this.times = new LocalTimes(BERLIN, false, Instant.parse("2024-10-27T01:10:00Z").toEpochMilli());
        assertRead("2024-10-27T02:11:00", null, "2024-10-27T01:11:00Z");
    }

    private void assertRead(String local, @Nullable String station, String instant) {
        long millis = LocalDateTime.parse(local).toInstant(ZoneOffset.UTC).toEpochMilli();
        assertThat(
                Instant.ofEpochMilli(this.times.toInstant(millis, (station != null) ? station.getBytes(UTF_8) : null)))
            .as(local)
            .isEqualTo(Instant.parse(instant));
    }

}

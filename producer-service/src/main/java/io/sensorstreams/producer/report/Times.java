package io.sensorstreams.producer.report;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import io.sensorstreams.producer.row.CellText;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.time.TimeFormat;
import io.sensorstreams.producer.time.TimeText;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Collects the times and stations of the rows of a file, in bounded memory. Not
 * thread-safe.
 */
final class Times {

    /** Most stations that are reported, and whose columns are looked at separately. */
    static final int MAX_STATIONS = 100;

    /** Most stations whose steps are looked at. */
    private static final int MAX_FOLLOWED = 10_000;

    /** Longest name of a station. Longer ones are truncated. */
    private static final int MAX_NAME = 255;

    private static final int MAX_TIME = 100;

    /** A station, or all rows without a station. */
    private static final class Station {

        private final int number;

        private final String name;

        private long rows;

        private long time = Rows.NO_EVENT_TIME;

        Station(int number, String name) {
            this.number = number;
            this.name = name;
        }

    }

    /** Null when no row has a time. */
    private final @Nullable TimeFormat format;

    private final ZoneId zone;

    private final Map<ByteBuffer, Station> stations = new HashMap<>();

    private final List<Station> inOrder = new ArrayList<>();

    private final Station unnamed = new Station(MAX_STATIONS, "");

    private Station current = this.unnamed;

    private byte @Nullable [] currentName;

    private final Steps steps = new Steps();

    private final CellText last = new CellText();

    private @Nullable String first;

    private long time = Rows.NO_EVENT_TIME;

    private long forwards;

    private long backwards;

    /**
     * Creates the collector.
     * @param format format of the times; null when no row has one
     * @param zone zone in which times are written
     */
    Times(@Nullable String format, ZoneId zone) {
        this.format = (format != null) ? TimeFormat.of(format) : null;
        this.zone = zone;
    }

    /**
     * Adds a row.
     * @param row number of the row
     * @param station name of the station; null when the row has none
     * @param millis time of the row, or {@link Rows#NO_EVENT_TIME}
     * @param text text of that time
     * @return number of the station, at most {@link #MAX_STATIONS}, which several
     * stations and rows without a station share
     */
    int add(long row, byte @Nullable [] station, long millis, TimeText text) {
        // Rows of one station mostly have the same array.
        if (station != this.currentName) {
            this.current = find(station);
            this.currentName = station;
        }
        this.current.rows++;
        if (millis != Rows.NO_EVENT_TIME) {
            addTime(row, millis, text);
        }
        return Math.min(this.current.number, MAX_STATIONS);
    }

    private Station find(byte @Nullable [] name) {
        if (name == null) {
            return this.unnamed;
        }
        ByteBuffer key = ByteBuffer.wrap(name, 0, Math.min(MAX_NAME, name.length));
        Station known = this.stations.get(key);
        if (known == null && this.stations.size() < MAX_FOLLOWED) {
            byte[] copy = new byte[key.remaining()];
            key.get(copy);
            known = new Station(this.stations.size(), new String(copy, UTF_8));
            this.stations.put(ByteBuffer.wrap(copy), known);
            if (this.inOrder.size() < MAX_STATIONS) {
                this.inOrder.add(known);
            }
        }
        return (known != null) ? known : new Station(MAX_STATIONS, "");
    }

    private void addTime(long row, long millis, TimeText text) {
        Station station = this.current;
        if (station.time != Rows.NO_EVENT_TIME) {
            this.steps.add(station.name, row, station.time, millis);
        }
        station.time = millis;
        if (this.time != Rows.NO_EVENT_TIME) {
            this.forwards += (millis > this.time) ? 1 : 0;
            this.backwards += (millis < this.time) ? 1 : 0;
        }
        this.time = millis;
        this.last.set(text.bytes(), text.start(), Math.min(text.end(), text.start() + MAX_TIME));
        if (this.first == null) {
            this.first = this.last.toString();
        }
    }

    @Nullable String first() {
        return this.first;
    }

    @Nullable String last() {
        return (this.first != null) ? this.last.toString() : null;
    }

    FileReport.Order order() {
        if (this.forwards > 0) {
            return (this.backwards > 0) ? FileReport.Order.MIXED : FileReport.Order.ASCENDING;
        }
        return (this.backwards > 0) ? FileReport.Order.DESCENDING : FileReport.Order.NONE;
    }

    long repeated() {
        return this.steps.repeated();
    }

    @Nullable String step() {
        OptionalLong usual = this.steps.usual();
        return usual.isPresent() ? Duration.ofMillis(Math.abs(usual.getAsLong())).toString() : null;
    }

    long gapCount() {
        OptionalLong usual = this.steps.usual();
        return usual.isPresent() ? this.steps.gapCount(usual.getAsLong()) : 0;
    }

    List<FileReport.Gap> gaps() {
        OptionalLong usual = this.steps.usual();
        if (usual.isEmpty()) {
            return List.of();
        }
        double step = Math.abs(usual.getAsLong());
        return this.steps.gaps(usual.getAsLong())
            .stream()
            .map((gap) -> new FileReport.Gap(gap.station().isEmpty() ? null : gap.station(), text(gap.from()),
                    text(gap.to()), Math.round((gap.to() - gap.from()) / step) - 1))
            .toList();
    }

    /** Writes a time in the format of the file, in UTC if the format has an offset. */
    private String text(long millis) {
        return (this.format != null) ? this.format.print(millis, this.zone) : Instant.ofEpochMilli(millis).toString();
    }

    List<FileReport.Station> stations() {
        return this.inOrder.stream().map((station) -> new FileReport.Station(station.name, station.rows)).toList();
    }

}

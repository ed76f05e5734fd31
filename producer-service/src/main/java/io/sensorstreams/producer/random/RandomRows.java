package io.sensorstreams.producer.random;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.common.wire.RowEncoder;
import io.sensorstreams.producer.row.CellText;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rejection;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.Stations;
import io.sensorstreams.producer.time.TimeFormat;
import org.jspecify.annotations.Nullable;

/**
 * Generates endless rows. A value is generated on the first call of {@link #value}, so
 * that rows with the time of their generation have the time of sending. Owned by one
 * thread.
 */
public final class RandomRows implements Rows {

    private static final String TIME = "Time";

    private static final String STATION = "Station";

    private final List<Column> columns;

    private final RowEncoder encoder;

    private final RowTimes times;

    private final int stationCount;

    private final @Nullable Column stationColumn;

    private final Stations stations = new Stations();

    private final CellText cell = new CellText();

    private final Draw draw = new Draw();

    private long nextRow;

    private byte @Nullable [] value;

    public RandomRows(RandomOptions options, String topic, long firstRow, InstantSource clock) {
        this.times = new RowTimes(options.start(), options.step(), clock);
        Map<String, Column> named = new LinkedHashMap<>();
        List<String> names = options.stations();
        if (options.fields().isEmpty()) {
            Readings readings = Readings.of(topic);
            names = names.isEmpty() ? readings.stations() : names;
            named.put(TIME, this.times.column(TimeFormat.DEFAULT, null));
            named.put(STATION, stationColumn(names));
            named.putAll(readings.columns(options.seed()));
        }
        else {
            if (!names.isEmpty()) {
                named.put(STATION, stationColumn(names));
            }
            options.fields()
                .forEach((name, field) -> named.put(name,
                        field.column(Draw.hash(options.seed(), name.hashCode()), this.times)));
        }
        this.stationCount = Math.max(1, names.size());
        this.stationColumn = named.get(STATION);
        this.columns = List.copyOf(named.values());
        this.encoder = new RowEncoder(new ArrayList<>(named.keySet()), List.of());
        this.nextRow = firstRow;
    }

    private static Column stationColumn(List<String> names) {
        List<byte[]> texts = names.stream().map((name) -> name.getBytes(StandardCharsets.UTF_8)).toList();
        return (cell, draw) -> cell.set(texts.get(draw.station));
    }

    @Override
    public Step next() {
        this.draw.row = this.nextRow++;
        this.draw.tick = this.draw.row / this.stationCount;
        this.draw.station = (int) (this.draw.row % this.stationCount);
        this.times.tell(this.draw);
        this.value = null;
        return Step.ROW;
    }

    @Override
    public byte[] value() {
        if (this.value == null) {
            this.times.tell(this.draw);
            this.value = encode();
        }
        return this.value;
    }

    private byte[] encode() {
        try {
            this.encoder.begin();
            for (Column column : this.columns) {
                column.write(this.cell, this.draw);
                this.encoder.cell(this.cell.bytes(), 0, this.cell.length());
            }
            return this.encoder.end();
        }
        catch (MalformedRowException e) {
            throw new IllegalStateException("Generated a row that cannot be sent", e);
        }
    }

    @Override
    public byte @Nullable [] station() {
        if (this.stationColumn == null) {
            return null;
        }
        this.stationColumn.write(this.cell, this.draw);
        return this.stations.of(this.cell.bytes(), 0, this.cell.length());
    }

    @Override
    public long eventTimeMillis() {
        return this.draw.timeMillis;
    }

    @Override
    public Rejection rejection() {
        throw new IllegalStateException("Generated rows are never rejected");
    }

    @Override
    public Position position() {
        return new Position(this.nextRow, 0);
    }

    @Override
    public void close() {
        // Holds nothing.
    }

}

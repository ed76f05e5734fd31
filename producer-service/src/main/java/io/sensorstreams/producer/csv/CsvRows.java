package io.sensorstreams.producer.csv;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.common.wire.RowEncoder;
import io.sensorstreams.producer.cells.Cells;
import io.sensorstreams.producer.cells.LocalNumbers;
import io.sensorstreams.producer.row.FileFormat;
import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rejection;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.SourceException;
import io.sensorstreams.producer.row.TimeUse;
import io.sensorstreams.producer.row.Stations;
import io.sensorstreams.producer.row.Supply;
import io.sensorstreams.producer.time.TimeText;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a CSV text and encodes them as record values, from bytes to bytes.
 * Skips what is no row of its dialect, see {@link Cells#isNoRow}. Owned by one thread.
 */
public final class CsvRows implements Rows {

    /**
     * Most bytes of value and station (the key) together. With the record header they fit
     * into a request of a Kafka client with default settings.
     */
    private static final int MAX_RECORD = 1_000_000;

    private static final byte[] NOTHING = {};

    private final CsvText text;

    private final CsvOptions options;

    private final RawRows rows;

    private final Cells cells;

    private final List<String> header;

    private final int columns;

    private final RowEncoder encoder;

    /** Null when the numbers in the text are those of JSON. */
    private final @Nullable LocalNumbers numbers;

    private final FileFormat format;

    private final FileTimes.TimeCells times;

    private final int stationColumn;

    private final Stations stations = new Stations();

    private long row;

    private long bytes;

    private byte[] value = NOTHING;

    private String reason = "";

    CsvRows(CsvText text, CsvOptions options, OpenedText opened, Position from, FileTimes times) {
        this.text = text;
        this.numbers = LocalNumbers.of(text.dialect());
        this.options = options;
        this.rows = opened.rows();
        this.cells = this.rows.cells();
        this.header = opened.header();
        this.columns = this.header.size();
        this.encoder = new RowEncoder(this.header, options.missing());
        this.format = times.in(text.format());
        this.times = new FileTimes.TimeCells(this.header, options.times(), times, from);
        this.stationColumn = this.header.indexOf(options.stationColumn());
        this.row = from.row();
        this.bytes = from.bytes();
    }

    /**
     * Opens the rows after a position.
     * @throws SourceException see {@link OpenedText#open}
     */
    public static CsvRows open(CsvText text, CsvOptions options, Position from) throws IOException {
        return open(text.pinned(), options, from, Long.MAX_VALUE);
    }

    /**
     * Opens the rows at their beginning, if it is near.
     * @param most most bytes of text that are decompressed before the first row
     * @throws FarStartException when there are more
     */
    public static CsvRows openStart(CsvText text, CsvOptions options, long most) throws IOException {
        return open(text.pinned(), options, Position.BEGINNING, most);
    }

    /** See {@link OpenedText#check}. */
    public static void check(CsvText text, CsvOptions options, Position from) throws IOException {
        OpenedText.check(text.pinned(), options.reversed(), from);
    }

    private static CsvRows open(CsvText text, CsvOptions options, Position from, long most) throws IOException {
        OpenedText opened = OpenedText.open(text, options.reversed(), from, most);
        return new CsvRows(text, options, opened, from, FileTimes.of(text, options, from));
    }

    /** Opens the same text at another position, with what is known of its times. */
    public CsvRows at(Position from) throws IOException {
        OpenedText opened = OpenedText.open(this.text, this.options.reversed(), from, Long.MAX_VALUE);
        return new CsvRows(this.text, this.options, opened, from, this.times.found());
    }

    @Override
    public Step next() throws IOException {
        try {
            Step step = nextRow();
            if (step != Step.ROW) {
                return step;
            }
        }
        catch (IOException e) {
            throw ReadFault.of(this.text.name() + " cannot be read", e);
        }
        this.row++;
        this.bytes = this.rows.passed();
        try {
            this.value = encode();
            return Step.ROW;
        }
        catch (MalformedRowException e) {
            this.value = NOTHING;
            this.reason = this.text.reason(String.valueOf(e.getMessage()));
            return Step.REJECTED;
        }
    }

    private Step nextRow() throws IOException {
        long start = this.rows.passed();
        do {
            boolean more = this.rows.next();
            if (!more || this.rows.isUnfinished()) {
                return (this.rows.end() == RawRows.End.WAITING) ? Step.WAITING : more ? Step.NOT_YET : Step.END;
            }
            if (!this.cells.isNoRow(this.columns)) {
                return Step.ROW;
            }
        }
        while (this.rows.passed() - start < RawRows.SLICE);
        return Step.NOT_YET;
    }

    private byte[] encode() throws MalformedRowException {
        Cells cells = this.cells;
        cells.check(this.columns);
        this.encoder.begin();
        if (this.numbers == null) {
            for (int i = 0; i < this.columns; i++) {
                this.encoder.cell(cells.bytes(i), cells.start(i), cells.end(i));
            }
        }
        else {
            this.numbers.encode(cells, this.encoder);
        }
        if (this.encoder.control() != RowEncoder.NO_CONTROL) {
            throw new MalformedRowException("row has the control character U+%04X".formatted(this.encoder.control()));
        }
        byte[] encoded = this.encoder.end();
        int column = this.stationColumn;
        int length = encoded.length + ((column >= 0) ? cells.end(column) - cells.start(column) : 0);
        if (length > MAX_RECORD) {
            throw new MalformedRowException(
                    "row results in a record of " + length + " bytes, the limit is " + MAX_RECORD);
        }
        return encoded;
    }

    public FileFormat format() {
        return this.format;
    }

    public List<String> header() {
        return this.header;
    }

    /** Cells of the current row; undefined when it was rejected. */
    public Cells cells() {
        return this.cells;
    }

    /** Whether a cell of the current row stands for a missing value. */
    public boolean isMissing(int column) {
        return this.encoder.isMissing(this.cells.bytes(column), this.cells.start(column), this.cells.end(column));
    }

    /** Reads the numbers of the text; null when they are those of JSON. */
    public @Nullable LocalNumbers numbers() {
        return this.numbers;
    }

    @Override
    public byte[] value() {
        return this.value;
    }

    @Override
    public byte @Nullable [] station() {
        return hasCell(this.stationColumn) ? this.stations.of(this.cells.bytes(this.stationColumn),
                this.cells.start(this.stationColumn), this.cells.end(this.stationColumn)) : null;
    }

    @Override
    public long eventTimeMillis() {
        return this.times.time(this, this.row);
    }

    @Override
    public boolean isNewestFirst() {
        return this.times.found().newestFirst();
    }

    @Override
    public void checkTimes(TimeUse use) throws SourceException {
        this.times.found().check(use);
    }

    /**
     * Reads the text of the current row's time.
     * @return false when the row has none
     */
    public boolean readTime(TimeText text) {
        return this.times.read(this, text);
    }

    @Override
    public String stationFault() {
        return FileTimes.noCell(this.stationColumn, this.options.stationColumn());
    }

    @Override
    public String timeFault() {
        return this.times.fault(this);
    }

    boolean hasCell(int column) {
        return column >= 0 && this.value != NOTHING && !isMissing(column);
    }

    @Override
    public Rejection rejection() throws IOException {
        return new Rejection(this.text.encoded(this.rows.raw()), this.text.name(),
                line((supply() != null) ? FAR : Long.MAX_VALUE), this.reason);
    }

    /** Why the current row was rejected. */
    public String reason() {
        return this.reason;
    }

    @Override
    public OptionalLong line(long most) throws IOException {
        return (this.rows.uncounted() <= most) ? OptionalLong.of(this.rows.line()) : OptionalLong.empty();
    }

    @Override
    public Position position() {
        return new Position(this.row, this.bytes);
    }

    @Override
    public @Nullable Supply supply() {
        return this.rows.supply();
    }

    @Override
    public void grows(boolean more) {
        this.rows.grows(more);
    }

    @Override
    public boolean isReadToEnd() {
        return this.rows.end() != RawRows.End.GROWN;
    }

    @Override
    public FileIdentity identity(Position reached) {
        return this.rows.identity(reached.bytes()).with(this.format, this.times.reached(reached.row()));
    }

    @Override
    public void close() throws IOException {
        this.rows.close();
    }

}

package io.sensorstreams.producer.source;

import java.io.IOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.common.web.openapi.OrText;
import io.sensorstreams.producer.csv.Compression;
import io.sensorstreams.producer.csv.CsvHeader;
import io.sensorstreams.producer.csv.CsvOptions;
import io.sensorstreams.producer.csv.CsvRows;
import io.sensorstreams.producer.csv.CsvText;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.dialect.DialectCheck;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.directory.FileFormats;
import io.sensorstreams.producer.directory.UnfitDialectException;
import io.sensorstreams.producer.row.FileFormat;
import io.sensorstreams.producer.range.EventInstant;
import io.sensorstreams.producer.range.EventRange;
import io.sensorstreams.producer.range.EventTimes;
import io.sensorstreams.producer.range.FileRange;
import io.sensorstreams.producer.range.RangeRows;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.SourceException;
import io.sensorstreams.producer.time.TimeFormat;
import io.sensorstreams.producer.time.TimeOptions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Rows of a text file with a row of values in each line, by default CSV with a header
 * line, RFC 4180.
 *
 * @param missing cells that stand for a missing value
 * @param loop whether to begin again after the last row
 * @param timeColumn column of the row's event time, or several that make it together,
 * joined by one blank each; null for {@code Time}, which is optional in the header
 * @param timeFormat pattern of that time, see {@link java.time.format.DateTimeFormatter};
 * or one of the other formats of {@link TimeFormat}
 * @param stationColumn column of the row's station; null for {@code Station}, which is
 * optional in the header
 * @param dialect how the rows are written; null, in JSON {@code auto}, to find that out
 * when the file is first opened
 * @param timeZone zone of times without an offset; null when they count as UTC
 * @param from event time that the rows of the stream begin with; null for the first
 * @param to event time that they end at, exclusive; null for the last
 */
public record FileSource(
        @NotBlank @Size(max = 255) @Pattern(regexp = DataDirectory.FILE_NAME,
                message = DataDirectory.FILE_NAME_RULE) String file,
        Order order, List<@NotNull String> missing, OnBadRow onBadRow, Boolean loop, @JsonFormat(with = {
                Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY, Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED }) @Nullable @Size(
                        min = 1, max = 10) List<@NotNull String> timeColumn,
        @NotBlank String timeFormat,
        @Nullable @Pattern(regexp = NOT_BLANK, message = NOT_BLANK_RULE) String stationColumn,
        @Valid @OrText(DialectJson.AUTO) @JsonDeserialize(using = DialectJson.Reader.class) @JsonSerialize(
                nullsUsing = DialectJson.NullWriter.class) @Nullable Dialect dialect,
        @JsonInclude(Include.NON_NULL) @Nullable ZoneId timeZone, @Nullable @EventInstant String from,
        @Nullable @EventInstant String to) implements Source{

    private static final String TIME = "Time";

    private static final String STATION = "Station";

    static final String NOT_BLANK = "[\\s\\S]*\\S[\\s\\S]*";

    static final String NOT_BLANK_RULE = "must not be blank";

    /** Bytes before the position that may be read again without delaying others. */
    private static final long QUICKLY_COMPARED = 64L << 20;

    public FileSource {
        order = Objects.requireNonNullElse(order, Order.FILE);
        missing = (missing != null) ? Collections.unmodifiableList(new ArrayList<>(missing)) : List.of("---", "");
        onBadRow = Objects.requireNonNullElse(onBadRow, OnBadRow.DEAD_LETTER);
        loop = Objects.requireNonNullElse(loop, false);
        timeFormat = Objects.requireNonNullElse(timeFormat, TimeFormat.AUTO);
        timeColumn = (timeColumn != null) ? Collections.unmodifiableList(new ArrayList<>(timeColumn)) : null;
    }

    @Override
    public Rows open(DataDirectory directory, String topic, Position from) throws IOException {
        return open(directory, topic, from, EventRange.ALL);
    }

    @Override
    public Rows open(DataDirectory directory, String topic, Position from, EventRange range) throws IOException {
        EventRange both = range.and(range());
        return ranged() ? FileRange.openTimed(text(directory, from), options(), from, both, this.timeZone)
                : FileRange.open(text(directory, from), options(), from, both, this.timeZone);
    }

    private EventRange range() {
        return new EventRange((this.from != null) ? EventTimes.millis(this.from, this.timeZone) : Long.MIN_VALUE,
                (this.to != null) ? EventTimes.millis(this.to, this.timeZone) : Long.MAX_VALUE);
    }

    @Override
    public boolean ranged() {
        return this.from != null || this.to != null;
    }

    @Override
    public Rows openStart(DataDirectory directory, String topic, long most) throws IOException {
        return (ranged() && this.order == Order.FILE) ? open(directory, topic, Position.BEGINNING)
                : RangeRows.only(CsvRows.openStart(text(directory, Position.BEGINNING), options(), most), range(),
                        Position.BEGINNING, Long.MAX_VALUE);
    }

    @Override
    public void checkUnchanged(DataDirectory directory, Position from) throws IOException {
        if (from.seen() != null) {
            CsvRows.check(text(directory, from), options(), from);
        }
    }

    /** Whether the bytes of the file are those of its text: then it can be followed. */
    boolean isPlain(DataDirectory directory, Position from) throws IOException {
        return text(directory, from).isPlain();
    }

    private CsvText text(DataDirectory directory, Position from) throws IOException {
        return FileFormats.resume(new CsvText(this.file, directory.resolve(this.file), false), this.dialect, from);
    }

    private CsvOptions options() {
        return new CsvOptions(this.order == Order.REVERSED, this.missing,
                new TimeOptions(Objects.requireNonNullElse(this.timeColumn, List.of(TIME)), this.timeFormat,
                        this.timeZone),
                Objects.requireNonNullElse(this.stationColumn, STATION));
    }

    @Override
    public Map<String, String> faults(DataDirectory directory, String topic) {
        Map<String, String> faults = new TreeMap<>();
        try {
            directory.resolve(this.file);
        }
        catch (SourceException e) {
            // The stream waits for an object store that fails.
            if (StoreException.passing(e) == null) {
                faults.put("file", String.valueOf(e.getMessage()));
            }
        }
        if (this.dialect != null) {
            DialectCheck.faults(this.dialect).forEach((field, reason) -> faults.put("dialect." + field, reason));
            if (faults.isEmpty()) {
                dialectFault(directory).ifPresent((reason) -> faults.put("dialect", reason));
            }
        }
        TimeFormat.fault(this.timeFormat).ifPresent((fault) -> faults.put("timeFormat", fault));
        if (this.timeColumn != null && this.timeColumn.stream().anyMatch(String::isBlank)) {
            faults.put("timeColumn", NOT_BLANK_RULE);
        }
        if (range().to() <= range().from()) {
            faults.put("to", "is '" + this.to + "', which is not after 'from', '" + this.from + "'");
        }
        return faults;
    }

    /** Why the file does not fit the dialect. */
    private Optional<String> dialectFault(DataDirectory directory) {
        try {
            text(directory, Position.BEGINNING);
            return Optional.empty();
        }
        catch (UnfitDialectException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        catch (IOException e) {
            // Opening the file tells.
            return Optional.empty();
        }
    }

    @Override
    public Map<String, String> columnFaults(DataDirectory directory, boolean timed) {
        CsvOptions options = options();
        List<String> header = header(directory);
        Map<String, String> faults = new TreeMap<>();
        for (String column : options.times().columns()) {
            if ((timed || this.timeColumn != null || ranged()) && !header.contains(column)) {
                faults.putIfAbsent("timeColumn",
                        MissingColumn.message(column, this.file, header)
                                + (timed ? "; the pace event-time needs the time of each row"
                                        : ranged() ? "; from and to need the time of each row" : ""));
            }
        }
        if (this.stationColumn != null && !header.contains(this.stationColumn)) {
            faults.put("stationColumn", MissingColumn.message(this.stationColumn, this.file, header));
        }
        return header.isEmpty() ? Map.of() : faults;
    }

    /** The columns of the file; empty when it cannot be read, of which others tell. */
    private List<String> header(DataDirectory directory) {
        try {
            return CsvHeader.read(text(directory, Position.BEGINNING));
        }
        catch (IOException e) {
            return List.of();
        }
    }

    @Override
    public ZoneId zoneOfTimes() {
        return (this.timeZone != null) ? this.timeZone : ZoneOffset.UTC;
    }

    @Override
    public boolean sameAs(Source other) {
        return other instanceof FileSource csv && this.file.equals(csv.file) && this.order == csv.order
                && Objects.equals(this.dialect, csv.dialect) && range().from() == csv.range().from()
                && ((!ranged() && !csv.ranged()) || options().times().equals(csv.options().times()));
    }

    @Override
    public Optional<String> fileName() {
        return Optional.of(this.file);
    }

    @Override
    public OptionalLong rowsTotal(DataDirectory directory, Position at) {
        return ranged() ? OptionalLong.empty() : directory.rowsTotal(this.file, this.dialect, known(at));
    }

    @Override
    public OptionalLong rowsKnown(DataDirectory directory, Position at) {
        return ranged() ? OptionalLong.empty() : directory.rowsKnown(this.file, this.dialect, known(at));
    }

    @Override
    public boolean opensSlowly(Position from) {
        boolean plain = mayBePlain(from);
        Dialect known = known(from);
        return from.bytes() > (plain ? QUICKLY_COMPARED : 0)
                || (this.order == Order.REVERSED && (!plain || (known != null && !known.hasPairedQuotes())));
    }

    /** How the file is read after a position; null when it is not known yet. */
    private @Nullable Dialect known(Position from) {
        FileFormat format = (from.seen() != null) ? from.seen().format() : null;
        return (format != null) ? format.dialect() : this.dialect;
    }

    /** Whether the bytes of the file are those of its text, as far as that is known. */
    private boolean mayBePlain(Position from) {
        Dialect known = known(from);
        return Compression.of(this.file) == Compression.NONE && (known == null || known.isUtf8());
    }

    @Override
    public Rest rest(DataDirectory directory, Position end) {
        OptionalLong rows = rowsTotal(directory, end);
        boolean more = rows.isPresent() && rows.getAsLong() > end.row();
        if (this.order == Order.REVERSED) {
            return more ? Rest.ELSEWHERE : Rest.NONE;
        }
        boolean longer = rows.isEmpty() && (!mayBePlain(end) || directory.mayBeLonger(this.file, end.bytes()));
        return (more || longer) ? Rest.MORE : Rest.NONE;
    }

    @Override
    public boolean loops() {
        return this.loop;
    }

}

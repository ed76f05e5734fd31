package io.sensorstreams.producer.source;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
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
import io.sensorstreams.common.json.DurationJson;
import io.sensorstreams.common.web.openapi.OrText;
import io.sensorstreams.producer.arrival.Afterwards;
import io.sensorstreams.producer.arrival.FileGlob;
import io.sensorstreams.producer.arrival.FileSequence;
import io.sensorstreams.producer.arrival.FileSort;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.SourceException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Rows of the files of the data directory whose names match a pattern, one file after
 * another, as the files arrive. Each file is read like a {@link FileSource}. The source
 * never ends.
 *
 * @param pattern pattern of names: {@code *}, {@code ?}, {@code [a-z]}, {@code {a,b}}
 * @param orderBy order of the files
 * @param minAge how long a file must be unchanged before it counts as complete
 * @param follow whether the newest file is read row by row while it grows
 * @param afterwards what happens to a file after its last row was committed
 * @param missing see {@link FileSource}, likewise the following
 */
public record DirectorySource(@NotBlank @Size(max = 255) String pattern, FileSort orderBy,
        @DurationMin(millis = 0) @DurationMax(days = 1) @JsonDeserialize(
                using = DurationJson.Reader.class) @JsonSerialize(using = DurationJson.Writer.class) Duration minAge,
        Boolean follow, Afterwards afterwards, List<@NotNull String> missing, OnBadRow onBadRow, @JsonFormat(with = {
                Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY, Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED }) @Nullable @Size(
                        min = 1, max = 10) List<@NotNull String> timeColumn,
        @NotBlank String timeFormat,
        @Nullable @Pattern(regexp = FileSource.NOT_BLANK, message = FileSource.NOT_BLANK_RULE) String stationColumn,
        @Valid @OrText(DialectJson.AUTO) @JsonDeserialize(using = DialectJson.Reader.class) @JsonSerialize(
                nullsUsing = DialectJson.NullWriter.class) @Nullable Dialect dialect,
        @JsonInclude(Include.NON_NULL) @Nullable ZoneId timeZone) implements Source{

    /** Lines of a growing file that show its dialect. */
    private static final int SHOWING_LINES = 10;

    private static final Duration MIN_AGE = Duration.ofSeconds(5);

    /** Most files whose rows are counted for the total. */
    private static final int MOST_COUNTED = 1_000;

    /** Stands for a file in checks that need none. */
    private static final String ANY_FILE = "any.csv";

    public DirectorySource {
        orderBy = Objects.requireNonNullElse(orderBy, FileSort.NAME);
        minAge = Objects.requireNonNullElse(minAge, MIN_AGE);
        follow = Objects.requireNonNullElse(follow, false);
        afterwards = Objects.requireNonNullElse(afterwards, Afterwards.KEEP);
        FileSource defaults = new FileSource(ANY_FILE, Order.FILE, missing, onBadRow, false, timeColumn, timeFormat,
                stationColumn, dialect, timeZone, null, null);
        missing = defaults.missing();
        onBadRow = defaults.onBadRow();
        timeFormat = defaults.timeFormat();
        timeColumn = defaults.timeColumn();
    }

    /** The source of one of the files. */
    FileSource file(String name) {
        return new FileSource(name, Order.FILE, this.missing, this.onBadRow, false, this.timeColumn, this.timeFormat,
                this.stationColumn, this.dialect, this.timeZone, null, null);
    }

    /** The files, for a valid pattern. */
    public FileSequence sequence(DataDirectory directory, boolean timed) {
        return new FileSequence(directory, this.pattern, glob(), this.orderBy, this.minAge, this.follow,
                this.afterwards, startLines(), timed, new DirectoryReader(directory, this));
    }

    /** Lines that a growing file must have before its first row can be read. */
    private int startLines() {
        return (this.dialect == null) ? SHOWING_LINES
                : this.dialect.skipLines() + this.dialect.unitLines() + (this.dialect.hasHeader() ? 2 : 1);
    }

    private FileGlob glob() {
        return validGlob()
            .orElseThrow(() -> new IllegalStateException("The pattern is checked before: " + this.pattern));
    }

    /** The pattern; empty when it is not valid. */
    public Optional<FileGlob> validGlob() {
        try {
            return Optional.of(FileGlob.parse(this.pattern));
        }
        catch (FileGlob.SyntaxException e) {
            return Optional.empty();
        }
    }

    /** Opens the first file that there is now. */
    @Override
    public Rows open(DataDirectory directory, String topic, Position from) throws IOException {
        return file(requireFile(directory)).open(directory, topic, from);
    }

    @Override
    public Rows openStart(DataDirectory directory, String topic, long most) throws IOException {
        Optional<String> first = firstFile(directory);
        return first.isEmpty() ? new NoRows() : file(first.get()).openStart(directory, topic, most);
    }

    @Override
    public Optional<String> firstFile(DataDirectory directory) throws IOException {
        return names(directory).stream().findFirst();
    }

    private String requireFile(DataDirectory directory) throws IOException {
        return firstFile(directory)
            .orElseThrow(() -> new SourceException("'" + this.pattern + "' matches no file of the data directory yet"));
    }

    private List<String> names(DataDirectory directory) throws IOException {
        return directory.names(glob()::matches).stream().sorted().toList();
    }

    /** Checks also that the first file fits the dialect, if there is one. */
    @Override
    public Map<String, String> faults(DataDirectory directory, String topic) {
        String first = ANY_FILE;
        Map<String, String> faults = new TreeMap<>();
        try {
            FileGlob.parse(this.pattern);
            first = requireFile(directory);
        }
        catch (FileGlob.SyntaxException e) {
            faults.put("pattern", String.valueOf(e.getMessage()));
        }
        catch (IOException e) {
            // The stream waits for files.
        }
        faults.putAll(file(first).faults(directory, topic));
        faults.remove("file");
        return faults;
    }

    /** Checks the columns of the first file, if there is one. */
    @Override
    public Map<String, String> columnFaults(DataDirectory directory, boolean timed) {
        if (validGlob().isEmpty()) {
            return Map.of();
        }
        try {
            return file(requireFile(directory)).columnFaults(directory, timed);
        }
        catch (IOException e) {
            return Map.of();
        }
    }

    @Override
    public boolean sameAs(Source other) {
        return other instanceof DirectorySource files && this.pattern.equals(files.pattern)
                && this.orderBy == files.orderBy;
    }

    @Override
    public ZoneId zoneOfTimes() {
        return file(ANY_FILE).zoneOfTimes();
    }

    @Override
    public boolean hasFiles() {
        return true;
    }

    @Override
    public OptionalLong rowsTotal(DataDirectory directory, Position at) {
        return rowsKnown(directory, at);
    }

    /**
     * The rows of all files, if all of them are counted and stay in the data directory.
     */
    @Override
    public OptionalLong rowsKnown(DataDirectory directory, Position at) {
        if (this.afterwards != Afterwards.KEEP) {
            return OptionalLong.empty();
        }
        try {
            List<String> names = directory.namesKnown(glob()::matches);
            if (names.size() > MOST_COUNTED) {
                return OptionalLong.empty();
            }
            long sum = 0;
            for (String name : names) {
                OptionalLong rows = directory.rowsKnown(name, this.dialect, null);
                if (rows.isEmpty()) {
                    return OptionalLong.empty();
                }
                sum += rows.getAsLong();
            }
            return OptionalLong.of(sum);
        }
        catch (IOException e) {
            return OptionalLong.empty();
        }
    }

}

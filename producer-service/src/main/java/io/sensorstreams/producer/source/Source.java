package io.sensorstreams.producer.source;

import java.io.IOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.sensorstreams.producer.csv.ChangedFileException;
import io.sensorstreams.producer.csv.FarStartException;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.range.EventRange;
import io.sensorstreams.producer.range.RangeRows;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.SourceException;

/**
 * Source of a sensor stream, as the body of a request holds it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({ @JsonSubTypes.Type(name = "csv", value = FileSource.class),
        @JsonSubTypes.Type(name = "directory", value = DirectorySource.class),
        @JsonSubTypes.Type(name = "random", value = RandomSource.class) })
public sealed interface Source permits FileSource, DirectorySource, RandomSource {

    /**
     * Opens the rows after a position.
     * @param topic selects the readings of a random source without fields
     * @param from {@link Position#BEGINNING}, or a result of {@link Rows#position()} for
     * the {@linkplain #sameAs same} source
     * @throws SourceException when the file is missing or has no valid header
     * @throws ChangedFileException when the rows before the position have changed
     */
    Rows open(DataDirectory directory, String topic, Position from) throws IOException;

    /**
     * Opens the rows of a range of event times after a position. A source that cannot
     * leave out the others returns rows before the range, too.
     * @param range must end where it ended when the position was reached
     */
    default Rows open(DataDirectory directory, String topic, Position from, EventRange range) throws IOException {
        return RangeRows.endingWith(open(directory, topic, from), range);
    }

    /**
     * Opens the rows at their beginning, if it is near.
     * @param most most bytes of text that are read before the first row, without the
     * header
     * @throws FarStartException when there are more
     */
    default Rows openStart(DataDirectory directory, String topic, long most) throws IOException {
        return open(directory, topic, Position.BEGINNING);
    }

    /**
     * Checks that the rows before a position are still those that were read.
     * @throws ChangedFileException when they are not
     */
    default void checkUnchanged(DataDirectory directory, Position from) throws IOException {
    }

    /**
     * Checks what annotations cannot check: that the file exists, and that readings of
     * the topic are defined.
     * @return reason, by field below {@code source}; empty when the source is valid
     */
    Map<String, String> faults(DataDirectory directory, String topic);

    /**
     * Checks the columns that a request has asked for.
     * @param timed whether the pace needs the time of each row
     * @return reason, by field below {@code source}; empty also when the columns cannot
     * be read
     */
    default Map<String, String> columnFaults(DataDirectory directory, boolean timed) {
        return Map.of();
    }

    /** Zone of the wall clock that shows the event times of the rows. */
    default ZoneId zoneOfTimes() {
        return ZoneOffset.UTC;
    }

    /**
     * Whether a position of the other source means the same row in this one.
     */
    boolean sameAs(Source other);

    /** Name of the file in the data directory; empty when the source is not a file. */
    default Optional<String> fileName() {
        return Optional.empty();
    }

    /**
     * Name of the file that {@link #openStart} opens; empty when there is none.
     */
    default Optional<String> firstFile(DataDirectory directory) throws IOException {
        return fileName();
    }

    /** Whether the rows are those of files. */
    default boolean hasFiles() {
        return fileName().isPresent();
    }

    /**
     * Number of rows in one pass, including rejected ones; empty when endless or not
     * known yet.
     * @param at where a stream is, which reads the file as it has begun to
     */
    default OptionalLong rowsTotal(DataDirectory directory, Position at) {
        return OptionalLong.empty();
    }

    /** Like {@link #rowsTotal}, without waiting. */
    default OptionalLong rowsKnown(DataDirectory directory, Position at) {
        return OptionalLong.empty();
    }

    /** Whether only a part of the file's rows is the stream. */
    default boolean ranged() {
        return false;
    }

    /** What follows the previous end of the source. */
    default Rest rest(DataDirectory directory, Position end) {
        return Rest.NONE;
    }

    /** Whether {@link #open} reads much text before the first row. */
    default boolean opensSlowly(Position from) {
        return false;
    }

    OnBadRow onBadRow();

    /** Whether the source starts again after its last row. */
    default boolean loops() {
        return false;
    }

    enum Rest {

        NONE,
        /** Rows, or possibly rows, after the previous end. */
        MORE,
        /** Rows that reading cannot continue with, because they are at the other end. */
        ELSEWHERE

    }

    enum Order {

        /** From the first row to the last. */
        @JsonProperty("file")
        FILE,

        /** From the last row to the first. */
        @JsonProperty("reversed")
        REVERSED

    }

}

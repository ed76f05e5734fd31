package io.sensorstreams.producer.command;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

import io.sensorstreams.producer.clock.ClockDefinition;
import io.sensorstreams.producer.command.StreamConflictException.Conflict;
import io.sensorstreams.producer.csv.ChangedFileException;
import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.publish.ClockMark;
import io.sensorstreams.producer.publish.StreamPosition;
import io.sensorstreams.producer.source.Source;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a stream can continue with the rows after its position. */
final class RemainingRows {

    private static final Logger LOGGER = LoggerFactory.getLogger(RemainingRows.class);

    private final DataDirectory directory;

    private final Function<String, Optional<ClockDefinition>> clocks;

    /** The clocks are by name. */
    RemainingRows(DataDirectory directory, Function<String, Optional<ClockDefinition>> clocks) {
        this.directory = directory;
        this.clocks = clocks;
    }

    /** Why a completed stream has no more rows; empty when its source may have grown. */
    Optional<String> nothingLeft(StreamDefinition definition, StreamPosition end) {
        if (definition.isAtLimit(end)) {
            return Optional.of("has sent the " + definition.spec().limit() + " rows of its limit");
        }
        if (isSoughtBack(definition, end.clock())) {
            return Optional.empty();
        }
        return switch (definition.spec().source().rest(this.directory, end.inSource())) {
            case MORE -> Optional.empty();
            case ELSEWHERE -> Optional.of("began with the last row of its file, which has grown since");
            case NONE -> Optional.of("has sent everything");
        };
    }

    /**
     * Whether the stream begins a new run when it starts, because its clock was sought.
     */
    private boolean isSoughtBack(StreamDefinition definition, @Nullable ClockMark mark) {
        ClockDefinition clock = definition.spec().pace().clockName().flatMap(this.clocks).orElse(null);
        return clock != null && mark != null && mark.origin().equals(clock.origin()) && mark.seek() != clock.seeks()
                && (mark.last() == null || mark.last() >= clock.start());
    }

    /** Whether the rows of a completed stream tell whether more can follow. */
    boolean areKnown(StreamDefinition definition, StreamPosition end) {
        return !definition.isAtLimit(end)
                && definition.spec().source().rest(this.directory, end.inSource()) != Source.Rest.ELSEWHERE;
    }

    /**
     * Checks that the rows before the position are those that were sent. Reads them again
     * when the file was modified.
     * @throws StreamConflictException when they are not
     */
    void checkUnchanged(StreamDefinition definition, StreamPosition position) {
        try {
            definition.spec().source().checkUnchanged(this.directory, position.inSource());
        }
        catch (ChangedFileException e) {
            throw new StreamConflictException(Conflict.FILE_CHANGED,
                    "Stream '" + definition.name() + "' cannot continue: " + e.getMessage() + ", with ?from=beginning");
        }
        catch (IOException e) {
            LOGGER.atDebug()
                .addKeyValue("stream", definition.name())
                .setCause(e)
                .log("The file cannot be checked; when the stream runs, it fails with the reason");
        }
    }

}

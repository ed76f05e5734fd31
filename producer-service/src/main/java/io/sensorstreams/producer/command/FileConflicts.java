package io.sensorstreams.producer.command;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

import io.sensorstreams.producer.arrival.Afterwards;
import io.sensorstreams.producer.arrival.FileGlob;
import io.sensorstreams.producer.definition.InvalidStreamException;
import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.publish.StreamPosition;
import io.sensorstreams.producer.row.FilePlace;
import io.sensorstreams.producer.run.StreamSnapshot;
import io.sensorstreams.producer.source.DirectorySource;
import io.sensorstreams.producer.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * Which streams use a file, and which streams would take files from each other.
 */
final class FileConflicts {

    private FileConflicts() {
    }

    /** Reason, by field; empty when no stream moves the files of another one. */
    static Map<String, String> find(StreamSpec spec, Collection<StreamDefinition> others) {
        return others.stream()
            .map(StreamDefinition::spec)
            .filter((other) -> !other.name().equals(spec.name()))
            .flatMap((other) -> conflict(spec.source(), other).stream())
            .findFirst()
            .map((reason) -> Map.of(spec.source().fileName().isPresent() ? "source.file" : "source.pattern", reason))
            .orElse(Map.of());
    }

    private static Optional<String> conflict(Source source, StreamSpec other) {
        FileGlob files = files(source);
        FileGlob otherFiles = files(other.source());
        if (files == null || otherFiles == null || !files.overlaps(otherFiles)) {
            return Optional.empty();
        }
        if (takesAway(other.source())) {
            return Optional.of("names files that stream '" + other.name()
                    + "' moves or deletes after it has sent them; let it keep them, or take other files");
        }
        return takesAway(source)
                ? Optional.of("matches files of stream '" + other.name()
                        + "', which must not be moved or deleted; set afterwards to keep, or take another pattern")
                : Optional.empty();
    }

    private static boolean takesAway(Source source) {
        return source instanceof DirectorySource files && files.afterwards() != Afterwards.KEEP;
    }

    /** Names of the files of a source; null when it has none. */
    private static @Nullable FileGlob files(Source source) {
        return (source instanceof DirectorySource files) ? files.validGlob().orElse(null)
                : source.fileName().map(FileGlob::ofName).orElse(null);
    }

    /** Whether a stream has a file open, or has read a part of it and not all. */
    static boolean isInside(StreamDefinition definition, StreamSnapshot snapshot, String file) {
        StreamPosition position = snapshot.position();
        FilePlace place = position.place();
        boolean reads = definition.spec().source().fileName().filter(file::equals).isPresent()
                || (place != null && place.file().equals(file) && place.is(FilePlace.State.READING));
        return reads && switch (snapshot.state()) {
            case RUNNING, PAUSED -> true;
            case STOPPED, FAILED -> position.row() > ((place != null) ? place.firstRow() : 0);
            case COMPLETED -> false;
        };
    }

    /**
     * Checks that a stream reads the files of a directory.
     * @throws InvalidStreamException when it does not
     */
    static void checkHasFiles(StreamSpec spec) {
        if (!(spec.source() instanceof DirectorySource)) {
            throw new InvalidStreamException(Map.of("from",
                    "is next-file, but stream '" + spec.name() + "' does not read the files of a directory"));
        }
    }

}

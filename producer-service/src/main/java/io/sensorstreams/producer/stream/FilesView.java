package io.sensorstreams.producer.stream;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.row.FilePlace;
import io.sensorstreams.producer.row.FilesReport;
import io.sensorstreams.producer.run.StreamSnapshot;
import io.sensorstreams.producer.source.DirectorySource;
import org.jspecify.annotations.Nullable;

/**
 * Fields that only the view of a stream over the files of a directory has.
 *
 * @param currentFile file that was read last; null before the first one
 * @param filesRead files that were read to their end
 * @param waits what a running stream waits for, such as files; null when it does not wait
 * @param passedOver names of the first files that are not sent: they arrived too late for
 * their place in the order, or were changed after they were read
 * @param passedOverCount number of all these files
 */
@JsonInclude(Include.NON_NULL)
record FilesView(@Nullable String currentFile, long filesRead, @Nullable String waits, List<String> passedOver,
        long passedOverCount) {

    static @Nullable FilesView of(StreamDefinition definition, StreamSnapshot snapshot) {
        if (!(definition.spec().source() instanceof DirectorySource)) {
            return null;
        }
        FilePlace place = snapshot.position().place();
        FilesReport known = snapshot.files();
        FilesReport report = (known != null) ? known : FilesReport.NOTHING;
        long read = (place == null) ? 0 : place.before() + (place.is(FilePlace.State.READING) ? 0 : 1);
        return new FilesView((place != null) ? place.file() : null, read,
                (snapshot.state() == StreamState.RUNNING) ? report.waits() : null, report.passedOver(),
                report.passedOverCount());
    }

}

package io.sensorstreams.producer.row;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * What a stream over many files finds beside the file that it is in.
 *
 * @param waits what the stream waits for, as a sentence for users; null when it waits for
 * nothing
 * @param passedOver names of files that are not read, because they arrived too late for
 * their place in the order or were changed after they were read; the first ones only
 * @param passedOverCount number of all these files
 */
@JsonInclude(Include.NON_NULL)
public record FilesReport(@Nullable String waits, List<String> passedOver, long passedOverCount) {

    public static final FilesReport NOTHING = new FilesReport(null, List.of(), 0);

    public FilesReport {
        passedOver = (passedOver != null) ? List.copyOf(passedOver) : List.of();
    }

    public FilesReport waiting(@Nullable String reason) {
        return new FilesReport(reason, this.passedOver, this.passedOverCount);
    }

}

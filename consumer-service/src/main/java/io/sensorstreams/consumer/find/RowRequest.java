package io.sensorstreams.consumer.find;

import io.sensorstreams.common.web.problem.InvalidParameterException;
import org.jspecify.annotations.Nullable;

/**
 * A row to find: by its stream and number, or by its partition and offset.
 *
 * @param run run of the stream; null for the latest one that has the row
 * @param partition partition to search; null for all
 * @param group group whose files are searched; null for all that write the topic
 */
record RowRequest(String topic, @Nullable String stream, @Nullable Long row, @Nullable Long run,
        @Nullable Integer partition, @Nullable Long offset, @Nullable String group) {

    /**
     * Validates the parameters, which come from a request.
     * @throws InvalidParameterException when one is invalid, missing or superfluous
     */
    RowRequest {
        if (row == null && offset == null) {
            throw new InvalidParameterException("row", "is missing: name a row and its stream, or an offset");
        }
        if (row != null && offset != null) {
            throw new InvalidParameterException("offset", "must not be combined with row");
        }
        if (row != null && (stream == null || stream.isEmpty())) {
            throw new InvalidParameterException("stream", "is missing: rows are numbered by stream");
        }
        if (offset != null && (stream != null || run != null)) {
            throw new InvalidParameterException((stream != null) ? "stream" : "run",
                    "must not be combined with offset");
        }
        check("row", row, 0);
        check("run", run, 1);
        check("partition", (partition != null) ? partition.longValue() : null, 0);
        check("offset", offset, 0);
    }

    private static void check(String parameter, @Nullable Long value, long least) {
        if (value != null && value < least) {
            throw new InvalidParameterException(parameter, "must be " + least + " or more, not " + value);
        }
    }

}

package io.sensorstreams.producer.preview;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.sensorstreams.producer.row.FileFormat;
import org.jspecify.annotations.Nullable;

/**
 * JSON view of the first records that a stream would send.
 *
 * @param columns columns of the rows, in order
 * @param records the records, in the order of sending
 * @param rejected rows that would not be sent to the topic
 * @param rowsLookedAt number of rows that were read
 * @param file file that they are from; absent when the source has none
 * @param format how the file is read, as it was found or as the request says; absent
 * without a file
 */
record PreviewView(List<String> columns, List<Sent> records, List<Refused> rejected, long rowsLookedAt,
        @JsonInclude(Include.NON_NULL) @Nullable String file,
        @JsonInclude(Include.NON_NULL) @Nullable FileFormat format) {

    PreviewView {
        columns = List.copyOf(columns);
        records = List.copyOf(records);
        rejected = List.copyOf(rejected);
    }

    /**
     * A record.
     *
     * @param row identity of the row, such as {@code air/1/0}
     * @param line line of the file, from 1; null when the source is not a file, or when
     * too much of the file must be read to count its lines
     * @param topic topic of the record
     * @param partition partition of the record; null when it is not known before sending
     * @param key key of the record, or null
     * @param value JSON of the value, byte for byte as it would be sent
     */
    record Sent(String row, @Nullable Long line, String topic, @Nullable Integer partition, @Nullable String key,
            @JsonRawValue String value) {

    }

    /**
     * A row that cannot be sent.
     *
     * @param line line of the file, from 1; null when too much of the file must be read
     * to count its lines
     * @param reason why, one sentence
     */
    record Refused(@Nullable Long line, String reason) {

    }

}

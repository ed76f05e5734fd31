package io.sensorstreams.common.wire;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.common.header.Headers;

/**
 * Names of dead-letter topics and of the headers of their records. The value of a dead
 * letter is the raw content that was refused.
 */
public final class DeadLetter {

    /** Why the row was refused, one sentence. */
    public static final String REASON = "error.reason";

    /** Name of the source file (producer). */
    public static final String FILE = "error.file";

    /** Line of the source file, from 1, including the header line (producer). */
    public static final String LINE = "error.line";

    /** Topic of the refused record (consumer). */
    public static final String TOPIC = "error.topic";

    /** Partition of the refused record (consumer). */
    public static final String PARTITION = "error.partition";

    /** Offset of the refused record (consumer). */
    public static final String OFFSET = "error.offset";

    /** Consumer group that refused the record (consumer). */
    public static final String GROUP = "error.group";

    /** Length of the original value in bytes, when the value was truncated. */
    public static final String LENGTH = "error.length";

    /** Length of the original key in bytes, when the key was truncated. */
    public static final String KEY_LENGTH = "error.key.length";

    /** Number of headers of the record that did not fit into the dead letter. */
    public static final String HEADERS_DROPPED = "error.headers.dropped";

    private DeadLetter() {
    }

    public static String topicOf(String topic) {
        return topic + "-dlt";
    }

    public static void put(Headers headers, String name, Object value) {
        headers.add(name, value.toString().getBytes(StandardCharsets.UTF_8));
    }

}

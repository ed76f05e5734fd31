package io.sensorstreams.consumer.group;

import java.io.Serial;
import java.util.List;

/** A topic that the group does not read. */
public final class UnknownTopicException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public UnknownTopicException(String topic, String group, List<String> known) {
        super("is '" + topic + "', which group '" + group + "' does not read; known: " + known);
    }

}

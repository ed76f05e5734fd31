package io.sensorstreams.consumer.group;

import java.io.Serial;
import java.util.List;

/** The group does not read this topic. */
public final class UnknownTopicException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public UnknownTopicException(String topic, String group, List<String> known) {
        super("is '" + topic + "', which group '" + group + "' does not read; known: " + known);
    }

}

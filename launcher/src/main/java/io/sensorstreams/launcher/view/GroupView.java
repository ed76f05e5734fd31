package io.sensorstreams.launcher;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the consumer-service tells of one group.
 *
 * @param topics topics that it writes to files
 * @param state {@code WAITING}, {@code RUNNING}, {@code PAUSED}, {@code STOPPED}
 * @param reason what it waits for, or {@code null}
 */
record GroupView(String group, List<String> topics, String state, @Nullable String reason) {

    GroupView {
        topics = List.copyOf(topics);
    }

    boolean is(String expected) {
        return this.state.equals(expected);
    }

}

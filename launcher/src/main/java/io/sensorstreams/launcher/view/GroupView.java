package io.sensorstreams.launcher.view;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * State of a group, as the consumer-service reports it.
 *
 * @param topics topics that it writes to files
 * @param state {@code WAITING}, {@code RUNNING}, {@code PAUSED}, {@code STOPPED}
 * @param reason what it waits for, or {@code null}
 */
public record GroupView(String group, List<String> topics, String state, @Nullable String reason) {

    public GroupView {
        topics = List.copyOf(topics);
    }

}

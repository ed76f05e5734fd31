package io.sensorstreams.consumer.group;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is told of a group.
 *
 * @param threads threads that read
 * @param assigned partitions that this instance has, such as AIR-0
 * @param reason what it waits for
 */
public record ListenerView(String group, List<String> topics, ListenerState state, int threads, List<String> assigned,
        @Nullable String reason) {
}

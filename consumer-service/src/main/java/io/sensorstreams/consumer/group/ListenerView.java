package io.sensorstreams.consumer.group;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Public view of a group.
 *
 * @param assigned partitions that this instance owns, such as AIR-0
 * @param reason why the group does not run
 */
public record ListenerView(String group, List<String> topics, ListenerState state, int threads, List<String> assigned,
        @Nullable String reason) {
}

package io.sensorstreams.consumer.replay;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/**
 * Request for a replay.
 *
 * @param topic topic of the group
 * @param from start of the replay
 */
record ReplayRequest(@NotBlank String topic, @NotNull ReplayFrom from) {
}

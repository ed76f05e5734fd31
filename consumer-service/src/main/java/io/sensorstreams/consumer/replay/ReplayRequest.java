package io.sensorstreams.consumer.replay;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/**
 * What to write again.
 *
 * @param topic topic of the group
 * @param from where to start
 */
record ReplayRequest(@NotBlank String topic, @NotNull ReplayFrom from) {
}

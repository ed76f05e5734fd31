package io.sensorstreams.consumer.replay;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

record ReplayRequest(@NotBlank String topic, @NotNull ReplayFrom from) {
}

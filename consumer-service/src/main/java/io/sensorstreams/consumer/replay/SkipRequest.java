package io.sensorstreams.consumer.replay;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

/** Request to skip the records of a partition before an offset. */
record SkipRequest(@NotBlank String topic, @NotNull @PositiveOrZero Integer partition, @NotNull @Positive Long to,
        @NotBlank @Size(min = 1, max = 500) String reason) {
}

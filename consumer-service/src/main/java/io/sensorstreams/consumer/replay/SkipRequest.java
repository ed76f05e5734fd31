package io.sensorstreams.consumer.replay;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

/**
 * What not to write.
 *
 * @param topic topic of the group
 * @param partition partition of the topic
 * @param to offset that the group goes on at
 * @param reason why, kept in the ledger
 */
record SkipRequest(@NotBlank String topic, @NotNull @PositiveOrZero Integer partition, @NotNull @Positive Long to,
        @NotBlank @Size(min = 1, max = 500) String reason) {
}

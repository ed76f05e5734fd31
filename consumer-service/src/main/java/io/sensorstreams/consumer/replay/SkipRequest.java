package io.sensorstreams.consumer.replay;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

/**
 * Request to skip records.
 *
 * @param topic topic of the group
 * @param partition partition of the topic
 * @param to offset at which the group continues
 * @param reason reason, stored in the ledger
 */
record SkipRequest(@NotBlank String topic, @NotNull @PositiveOrZero Integer partition, @NotNull @Positive Long to,
        @NotBlank @Size(min = 1, max = 500) String reason) {
}

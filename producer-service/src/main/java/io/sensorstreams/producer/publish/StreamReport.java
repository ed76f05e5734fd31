package io.sensorstreams.producer.publish;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a stream tells the other replicas beside its position.
 *
 * @param definition offset in {@code sensor-streams} of the definition that this is about
 * @param failed whether the stream cannot go on by itself
 * @param lastError why it failed or waits, or null
 * @param ratePerSecond rows acknowledged per second at that time
 * @param lagMillis how late the last row was
 * @param nextDue when the next row is due, or null without a schedule
 * @param at when this was told
 */
@JsonInclude(Include.NON_NULL)
public record StreamReport(long definition, boolean failed, @Nullable String lastError, double ratePerSecond,
        long lagMillis, @Nullable Instant nextDue, Instant at) {

}

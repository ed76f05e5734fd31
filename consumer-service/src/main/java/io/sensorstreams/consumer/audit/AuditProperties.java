package io.sensorstreams.consumer.audit;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Schedule of automatic audits.
 *
 * @param every time between the starts of two audits; no automatic audits when unset
 */
@Validated
@ConfigurationProperties("sensor.audit")
record AuditProperties(@Nullable @DurationMin(seconds = 1) Duration every) {
}

package io.sensorstreams.consumer.audit;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * When audits start by themselves.
 *
 * @param every time from one audit to the next; none when not set
 */
@Validated
@ConfigurationProperties("sensor.audit")
record AuditProperties(@Nullable @DurationMin(seconds = 1) Duration every) {
}

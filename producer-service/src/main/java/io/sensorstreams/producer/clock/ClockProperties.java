package io.sensorstreams.producer.clock;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of clocks.
 *
 * @param lead time after which a change of a clock takes effect; longer than a record
 * needs to reach all replicas
 */
@Validated
@ConfigurationProperties("sensor.clocks")
public record ClockProperties(
        @DefaultValue("250ms") @DurationMin(millis = 1) @DurationMax(seconds = 60) Duration lead) {

}

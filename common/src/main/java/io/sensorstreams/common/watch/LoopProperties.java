package io.sensorstreams.common.watch;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the detection of blocked threads.
 *
 * @param loopTimeout longest duration of an iteration of a loop before liveness is DOWN;
 * the limit of a thread that polls a consumer group is the consumer's
 * {@code max.poll.interval.ms}
 */
@Validated
@ConfigurationProperties("sensor.health")
record LoopProperties(@DefaultValue("3m") @DurationMin(seconds = 1) Duration loopTimeout) {

}

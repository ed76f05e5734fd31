package io.sensorstreams.common.watch;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When a thread counts as hanging.
 *
 * @param loopTimeout longest time that a loop may be away before liveness is DOWN; a
 * thread that polls a consumer group has the consumer's {@code max.poll.interval.ms}
 */
@Validated
@ConfigurationProperties("sensor.health")
record LoopProperties(@DefaultValue("3m") @DurationMin(seconds = 1) Duration loopTimeout) {

}

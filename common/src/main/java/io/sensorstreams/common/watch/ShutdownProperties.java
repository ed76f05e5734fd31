package io.sensorstreams.common.watch;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the shutdown.
 *
 * @param timeout longest time from SIGTERM to the end of the process; must be shorter
 * than the time after which the platform kills the process
 */
@Validated
@ConfigurationProperties("sensor.shutdown")
record ShutdownProperties(@DefaultValue("30s") @DurationMin(seconds = 1) Duration timeout) {

}

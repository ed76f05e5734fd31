package io.sensorstreams.producer.run;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How streams run.
 *
 * @param commitInterval longest time that rows wait for the commit of their transaction
 * @param tick shortest time between two transactions while rows fall due one by one
 * @param retry time before rows are tried again after the broker failed; as much longer
 * with each failure, up to ten times as long
 * @param commandTimeout how long a command waits for the broker
 * @param stopTimeout how long a stop waits until all that was read is acknowledged
 * @param sessionTimeout how long a replica may be silent before others take its streams;
 * not less than the brokers' {@code group.min.session.timeout.ms}
 */
@Validated
@ConfigurationProperties("sensor.streams")
public record StreamProperties(@DefaultValue("200ms") @DurationMin(millis = 1) Duration commitInterval,
        @DefaultValue("1ms") @DurationMin(millis = 0) Duration tick,
        @DefaultValue("1s") @DurationMin(millis = 1) Duration retry,
        @DefaultValue("5s") @DurationMin(millis = 1) Duration commandTimeout,
        @DefaultValue("20s") @DurationMin(millis = 1) Duration stopTimeout,
        @DefaultValue("6s") @DurationMin(seconds = 1) Duration sessionTimeout) {

}

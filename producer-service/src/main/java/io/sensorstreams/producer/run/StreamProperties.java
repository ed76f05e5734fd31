package io.sensorstreams.producer.run;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of running streams.
 *
 * @param commitInterval longest time that rows wait for the commit of their transaction
 * @param tick shortest time between two transactions while rows become due one by one
 * @param retry time before rows are sent again after the broker failed; multiplied by the
 * number of consecutive failures, at most by ten
 * @param commandTimeout longest time that a command waits for the broker
 * @param stopTimeout longest time that a stop waits until all rows read are acknowledged
 * @param sessionTimeout longest time without a heartbeat before other replicas take over
 * the streams of a replica; at least the brokers' {@code group.min.session.timeout.ms}
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

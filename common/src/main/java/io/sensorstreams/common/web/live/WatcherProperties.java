package io.sensorstreams.common.web.live;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limit of the clients that watch rows.
 *
 * @param atOnce clients that watch at the same time; further ones get status 503. Each
 * needs up to 1 MiB of memory
 */
@Validated
@ConfigurationProperties("sensor.watchers")
record WatcherProperties(@DefaultValue("64") @Min(1) @Max(1000) int atOnce) {

}

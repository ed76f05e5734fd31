package io.sensorstreams.consumer.watch;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often the log counts rows.
 *
 * @param every time between two counts
 */
@Validated
@ConfigurationProperties("sensor.row-counts")
record RowCountProperties(@DefaultValue("30s") @DurationMin(seconds = 1) Duration every) {

}

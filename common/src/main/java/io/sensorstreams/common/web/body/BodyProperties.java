package io.sensorstreams.common.web.body;

import java.time.Duration;

import io.sensorstreams.common.setting.InvalidSettingException;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of request bodies.
 *
 * @param atOnce requests with a body that are handled at the same time; further ones get
 * status 503, so that threads are left for other requests. Each needs up to 2 MiB of
 * memory while its body arrives, and 1 MiB after that
 * @param grace time in which a body may arrive at any rate; also the longest wait for the
 * next bytes
 * @param rate bytes per second at which a body must arrive after that
 */
@Validated
@ConfigurationProperties("sensor.bodies")
record BodyProperties(@DefaultValue("100") @Min(1) int atOnce,
        @DefaultValue("10s") @DurationMin(millis = 1) Duration grace, @DefaultValue("10KB") DataSize rate) {

    BodyProperties {
        if (rate.toBytes() < 1) {
            throw new InvalidSettingException(
                    "sensor.bodies.rate (SENSOR_BODIES_RATE) is '%s', expected at least 1B".formatted(rate));
        }
    }

}

package io.sensorstreams.common.objects;

import java.net.URI;
import java.time.Duration;

import io.sensorstreams.common.setting.InvalidSettingException;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the object store. Credentials come from the chain of the AWS SDK.
 *
 * @param endpoint address of a store other than AWS, such as
 * {@code http://localhost:9000}; unset for AWS
 * @param region region of the bucket; unset for the one that the AWS SDK finds, and with
 * an endpoint for {@code us-east-1}
 * @param pathStyle whether the bucket is a part of the path and not of the host name;
 * unset for yes with an endpoint, and no without
 * @param connectTimeout longest time to connect
 * @param timeout longest time without a byte from the store
 * @param patience longest time that a call, with its repetitions, takes before it fails
 */
@Validated
@ConfigurationProperties("sensor.s3")
public record StoreProperties(@Nullable URI endpoint, @Nullable String region, @Nullable Boolean pathStyle,
        @DefaultValue("3s") @DurationMin(millis = 1) Duration connectTimeout,
        @DefaultValue("10s") @DurationMin(millis = 1) Duration timeout,
        @DefaultValue("20s") @DurationMin(millis = 1) Duration patience) {

    public StoreProperties {
        if (endpoint != null && endpoint.getUserInfo() != null) {
            throw new InvalidSettingException("sensor.s3.endpoint has a user or a password before the host '"
                    + endpoint.getHost() + "', expected only the address; set AWS_ACCESS_KEY_ID and "
                    + "AWS_SECRET_ACCESS_KEY, or another source of credentials that the AWS SDK knows");
        }
    }

    boolean isPathStyle() {
        Boolean chosen = this.pathStyle;
        return (chosen != null) ? chosen : this.endpoint != null;
    }

    @Nullable String usedRegion() {
        boolean unset = this.region == null || this.region.isBlank();
        return (unset && this.endpoint != null) ? "us-east-1" : unset ? null : this.region;
    }

}

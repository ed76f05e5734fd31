package io.sensorstreams.common.objects;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import io.sensorstreams.common.setting.InvalidSettingException;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StorePropertiesTest {

    private static StoreProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("sensor.s3",
                StoreProperties.class);
    }

    @Test
    void findsTheRegionOfAwsByTheSdk() {
        StoreProperties properties = bind(Map.of());

        assertThat(properties).isEqualTo(new StoreProperties(null, null, null, Duration.ofSeconds(3),
                Duration.ofSeconds(10), Duration.ofSeconds(20)));
        assertThat(properties.isPathStyle()).isFalse();
        assertThat(properties.usedRegion()).isNull();
    }

    @Test
    void countsEmptySettingsAsUnset() {
        StoreProperties properties = bind(
                Map.of("sensor.s3.endpoint", "", "sensor.s3.region", "", "sensor.s3.path-style", ""));

        assertThat(properties.endpoint()).isNull();
        assertThat(properties.usedRegion()).isNull();
        assertThat(properties.isPathStyle()).isFalse();
    }

    @Test
    void usesThePathOfAnotherStore() {
        StoreProperties properties = bind(Map.of("sensor.s3.endpoint", "http://localhost:9000"));

        assertThat(properties.endpoint()).isEqualTo(URI.create("http://localhost:9000"));
        assertThat(properties.usedRegion()).isEqualTo("us-east-1");
        assertThat(properties.isPathStyle()).isTrue();
    }

    @Test
    void refusesCredentialsInTheAddress() {
        assertThatExceptionOfType(BindException.class)
            .isThrownBy(() -> bind(Map.of("sensor.s3.endpoint", "http://me:secret@localhost:9000")))
            .havingRootCause()
            .isInstanceOf(InvalidSettingException.class)
            .withMessage("sensor.s3.endpoint has a user or a password before the host 'localhost', expected only the "
                    + "address; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or another source of credentials that "
                    + "the AWS SDK knows");
    }

    @Test
    void followsWhatIsSet() {
        StoreProperties properties = bind(Map.of("sensor.s3.endpoint", "https://store.example.org", "sensor.s3.region",
                "eu-west-1", "sensor.s3.path-style", "false", "sensor.s3.timeout", "2s"));

        assertThat(properties.usedRegion()).isEqualTo("eu-west-1");
        assertThat(properties.isPathStyle()).isFalse();
        assertThat(properties.timeout()).isEqualTo(Duration.ofSeconds(2));
    }

}

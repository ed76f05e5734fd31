package io.sensorstreams.common.objects;

import io.sensorstreams.common.setting.InvalidSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StoreAddressTest {

    private static StoreAddress parse(String setting) {
        return StoreAddress.parse("sensor.data-dir", setting);
    }

    @Test
    void readsABucketAndAPrefix() {
        assertThat(parse("s3://readings")).isEqualTo(new StoreAddress("readings", ""));
        assertThat(parse("s3://readings/")).isEqualTo(new StoreAddress("readings", ""));
        assertThat(parse("s3://readings/2023/august")).isEqualTo(new StoreAddress("readings", "2023/august/"))
            .hasToString("s3://readings/2023/august/");
    }

    @Test
    void knowsADirectoryFromAStore() {
        assertThat(StoreAddress.isStore("s3://readings")).isTrue();
        assertThat(StoreAddress.isStore("/data/s3")).isFalse();
    }

    @Test
    void refusesAnInvalidBucket() {
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> parse("s3://Readings/august"))
            .withMessage("sensor.data-dir is 's3://Readings/august' with the bucket 'Readings', expected 3 to 63 lower "
                    + "case letters, digits, dots and hyphens, such as s3://readings/august");
    }

    @ParameterizedTest
    @ValueSource(strings = { "s3://readings/../other", "s3://readings/a//b", "s3://readings//a", "s3://readings/a b",
            "s3://readings/./a" })
    void refusesAnInvalidPrefix(String setting) {
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> parse(setting))
            .withMessageContaining("with the prefix '" + setting.substring("s3://readings/".length())
                    + "', expected at most 500 letters, digits and the characters _ . = -");
    }

}

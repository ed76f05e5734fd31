package io.sensorstreams.common.web.page;

import io.sensorstreams.common.setting.InvalidSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PagePropertiesTest {

    @Test
    void theOtherServiceIsUnknownByDefault() {
        assertThat(new PageProperties("").peer()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://sensors.example.com/consumer", "https://sensors.example.com/consumer//" })
    void theAddressHasNoFinalSlash(String address) {
        assertThat(new PageProperties(address).peer()).isEqualTo("https://sensors.example.com/consumer");
    }

    @ParameterizedTest
    @ValueSource(strings = { "localhost:8082", "javascript:alert(1)", "ftp://localhost", "http://", "/consumer",
            "http://user:secret@localhost", "http://localhost/?a=b", "not an address" })
    void refusesWhatIsNoAddressOfAPage(String address) {
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> new PageProperties(address))
            .withMessage("sensor.peer-url (SENSOR_PEER_URL) is '%s', expected an address such as http://localhost:8082",
                    address);
    }

}

package io.sensorstreams.consumer.replicas;

import io.sensorstreams.common.InstanceName;
import io.sensorstreams.common.setting.InvalidSettingException;
import org.junit.jupiter.api.Test;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AdvertisedUrlTest {

    private final MockEnvironment environment = new MockEnvironment().withProperty("server.address", "127.0.0.1");

    AdvertisedUrlTest() {
        this.environment.setConversionService(new ApplicationConversionService());
    }

    @Test
    void isNotKnownBeforeTheServerHasAPort() {
        AdvertisedUrl url = new AdvertisedUrl("", this.environment);
        assertThat(url.url()).isEmpty();

        this.environment.setProperty("local.server.port", "8082");

        assertThat(url.url()).contains("http://127.0.0.1:8082");
        assertThat(url.host()).isEqualTo("127.0.0.1");
    }

    @Test
    void hasTheHostNameIfOtherMachinesReachTheServer() {
        this.environment.withProperty("server.address", "0.0.0.0").setProperty("local.server.port", "8082");

        assertThat(new AdvertisedUrl("", this.environment).url())
            .contains("http://" + InstanceName.orHostName("") + ":8082");
    }

    @Test
    void putsAnAddressOfVersionSixIntoBrackets() {
        this.environment.withProperty("server.address", "::1").setProperty("local.server.port", "8082");

        assertThat(new AdvertisedUrl("", this.environment).url()).contains("http://[0:0:0:0:0:0:0:1]:8082");
    }

    @Test
    void isHttpsIfTheServerHasABundle() {
        this.environment.withProperty("server.ssl.bundle", "web").setProperty("local.server.port", "8443");

        assertThat(new AdvertisedUrl("", this.environment).url()).contains("https://127.0.0.1:8443");
    }

    @Test
    void isWhatTheUserSets() {
        AdvertisedUrl url = new AdvertisedUrl("https://consumer-0.replicas:8443/", this.environment);

        assertThat(url.url()).contains("https://consumer-0.replicas:8443");
        assertThat(url.host()).isEqualTo("consumer-0.replicas");
    }

    @Test
    void refusesASettingThatIsNoAddressAndDoesNotShowItsPassword() {
        assertThatThrownBy(() -> new AdvertisedUrl("http://operator:secret@consumer-0:8082", this.environment))
            .isInstanceOf(InvalidSettingException.class)
            .hasMessage("sensor.advertised-url (SENSOR_ADVERTISED_URL) is 'http://***@consumer-0:8082', expected an"
                    + " address with scheme, host and port, without user and path");
    }

}

package io.sensorstreams.common.web.security;

import java.util.List;

import io.sensorstreams.common.setting.InvalidSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AllowedCallersTest {

    private final AllowedCallers own = new AllowedCallers(List.of(), List.of());

    private final AllowedCallers more = new AllowedCallers(
            List.of("Sensors.Example.com", "*.svc", "10.1.2.3", "2001:db8::7"), List.of("https://Example.com:8443"));

    @ParameterizedTest
    @ValueSource(strings = { "localhost", "localhost:8081", "LOCALHOST.", "127.0.0.1:8081", "127.1.2.3", "[::1]:8081",
            "[0:0:0:0:0:0:0:1]", "10.0.0.5:8081" })
    void servesThisMachineAndTheAddressThatACallCameTo(String host) {
        assertThat(this.own.isAllowedHost(call("GET", host))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "evil.example", "localhost.evil.example:8081", "127.0.0.1.evil.example", "evil-localhost",
            "10.0.0.6", "[2001:db8::7]", "", "127.0.0.1@evil.example", "x:y:z", "sensors.example.com", "a.svc",
            "127.0.0.999.nip.example" })
    void servesNoOtherName(String host) {
        assertThat(this.own.isAllowedHost(call("GET", host))).isFalse();
        assertThat(this.own.isAllowedHost(call("POST", host))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({ "sensors.example.com:443, true", "SENSORS.example.com, true", "a.sensors.example.com, false",
            "producer.sensor-streams.svc:8081, true", "svc, false", "10.1.2.3:80, true", "[2001:DB8:0::7]:80, true",
            "evil.example, false", "localhost, true" })
    void servesTheNamesOfTheSetting(String host, boolean served) {
        assertThat(this.more.isAllowedHost(call("GET", host))).isEqualTo(served);
    }

    @ParameterizedTest
    @CsvSource({ "127.0.0.1, 127.0.0.1", "255.0.10.199, 255.0.10.199", "[::1], 0:0:0:0:0:0:0:1",
            "fe80::1%eth0, fe80:0:0:0:0:0:0:1", "::ffff:10.0.0.5, 10.0.0.5" })
    void normalizesAddresses(String text, String address) {
        assertThat(HostName.normal(text)).isEqualTo(address);
        assertThat(HostName.address(text.replaceAll("[\\[\\]]", ""))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "1.2.3.999", "1.2.3.256", "1.2.3", "1.2.3.4.5", "1.2.3.4.", "01.2.3.4", "localhost",
            "localhost:1", "x:y:z", "%:1", ".:1", "1:2", "face", "", ":", "%", "[::1]" })
    void doesNotUseDns(String text) {
        assertThat(HostName.address(text)).isNull();
    }

    @Test
    void servesEveryNameWithAnAsterisk() {
        assertThat(new AllowedCallers(List.of("*"), List.of()).isAllowedHost(call("GET", "evil.example"))).isTrue();
    }

    @Test
    void servesClientsThatNameNoHost() {
        assertThat(this.own.isAllowedHost(new MockHttpServletRequest("GET", "/"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            localhost:8081,   http://localhost:8081,      -,           false
            localhost:8081,   HTTP://LOCALHOST:8081,      -,           false
            localhost,        http://localhost,           -,           false
            localhost:80,     http://localhost,           -,           false
            example.com,      https://example.com:443,    -,           false
            localhost:8081,   -,                          -,           false
            localhost:8081,   -,                          same-origin, false
            localhost:8081,   -,                          none,        false
            proxied:8081,     https://example.com,        same-origin, false
            localhost:8081,   http://localhost:8082,      -,           true
            localhost:8081,   http://localhost,           -,           true
            localhost,        http://localhost:8081,      -,           true
            localhost:8081,   http://127.0.0.1:8081,      -,           true
            localhost:8081,   http://evil.example,        -,           true
            localhost:8081,   http://localhost:8081.evil, -,           true
            localhost:8081,   http://x@localhost:8081,    -,           true
            localhost:8081,   null,                       -,           true
            localhost:8081,   '',                         -,           true
            localhost:8081,   file://localhost:8081,      -,           true
            localhost:8081,   http://localhost:8081,      cross-site,  true
            localhost:8081,   -,                          same-site,   true
            """)
    void recognizesWritesOfPagesOfOtherSites(String host, String origin, String site, boolean foreign) {
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "BREW")) {
            assertThat(this.own.isForeignWrite(call(method, host, origin, site))).as(method).isEqualTo(foreign);
        }
        assertThat(this.own.isForeignWrite(call("GET", host, origin, site))).isFalse();
        assertThat(this.own.isForeignWrite(call("HEAD", host, origin, site))).isFalse();
    }

    @Test
    void allowsTheOriginsOfTheSetting() {
        assertThat(this.more.isForeignWrite(call("POST", "localhost", "https://example.com:8443", null))).isFalse();
        assertThat(this.more.isForeignWrite(call("POST", "localhost", "https://example.com:8443", "cross-site")))
            .isFalse();
        assertThat(this.more.isForeignWrite(call("POST", "localhost", "http://example.com:8443", null))).isTrue();
    }

    @Test
    void reportsAllInvalidSettings() {
        assertThatThrownBy(() -> new AllowedCallers(List.of("http://a", "a:8081", "ok"), List.of("*", "a.example")))
            .isInstanceOf(InvalidSettingException.class)
            .hasMessageContainingAll("SENSOR_ALLOWED_HOSTS has 'http://a'", "SENSOR_ALLOWED_ORIGINS has '*'",
                    "SENSOR_ALLOWED_ORIGINS has 'a.example'");
    }

    private static MockHttpServletRequest call(String method, String host) {
        return call(method, host, null, null);
    }

    private static MockHttpServletRequest call(String method, String host, String origin, String site) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/");
        request.setLocalAddr("10.0.0.5");
        request.addHeader("Host", host);
        if (origin != null) {
            request.addHeader("Origin", origin);
        }
        if (site != null) {
            request.addHeader("Sec-Fetch-Site", site);
        }
        return request;
    }

}

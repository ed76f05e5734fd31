package io.sensorstreams.common.web.page;

import java.net.URI;

import io.sensorstreams.common.setting.InvalidSettingException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the page.
 *
 * @param peerUrl address of the page of the other service, as browsers reach it; empty
 * for none
 */
@ConfigurationProperties("sensor")
record PageProperties(@DefaultValue("") String peerUrl) {

    PageProperties {
        if (!peerUrl.isEmpty() && !isAddress(peerUrl)) {
            throw new InvalidSettingException(
                    "sensor.peer-url (SENSOR_PEER_URL) is '%s', expected an address such as http://localhost:8082"
                        .formatted(peerUrl));
        }
    }

    /** Returns the address of the other service without a final slash. */
    @Nullable String peer() {
        return this.peerUrl.isEmpty() ? null : this.peerUrl.replaceFirst("/+$", "");
    }

    private static boolean isAddress(String text) {
        try {
            URI address = URI.create(text);
            boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            return web && address.getHost() != null && address.getUserInfo() == null && address.getQuery() == null
                    && address.getFragment() == null;
        }
        catch (IllegalArgumentException e) {
            return false;
        }
    }

}

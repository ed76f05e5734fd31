package io.sensorstreams.consumer.replicas;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

import io.sensorstreams.common.InstanceName;
import io.sensorstreams.common.setting.InvalidSettingException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * Determines the address at which other replicas reach this one. The port is known when
 * the server has started.
 */
final class AdvertisedUrl {

    private final String configured;

    private final Environment environment;

    /**
     * @param configured setting of the user; empty for the default
     * @throws InvalidSettingException when the setting is no address
     */
    AdvertisedUrl(String configured, Environment environment) {
        this.configured = configured.strip().replaceFirst("/$", "");
        this.environment = environment;
        if (!this.configured.isEmpty() && !Replica.isAddress(this.configured)) {
            throw new InvalidSettingException(
                    List.of("sensor.advertised-url (SENSOR_ADVERTISED_URL) is '%s', expected an address"
                        .formatted(configured.replaceAll("//[^/]*@", "//***@"))
                            + " with scheme, host and port, without user and path"),
                    "Set it to the address at which the other replicas reach this one, such as"
                            + " http://consumer-0:8082, or leave it empty for the host name and the port.");
        }
    }

    /** Host of the address. */
    String host() {
        if (!this.configured.isEmpty()) {
            return String.valueOf(URI.create(this.configured).getHost());
        }
        InetAddress bound = this.environment.getProperty("server.address", InetAddress.class);
        return (bound == null || bound.isAnyLocalAddress()) ? InstanceName.orHostName("") : literal(bound);
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress().replaceFirst("%.*", "");
        return text.contains(":") ? "[" + text + "]" : text;
    }

    /** Returns the address; empty as long as the server has no port. */
    Optional<String> url() {
        if (!this.configured.isEmpty()) {
            return Optional.of(this.configured);
        }
        @Nullable String port = this.environment.getProperty("local.server.port");
        return Optional.ofNullable(port).map((number) -> scheme() + "://" + host() + ":" + number);
    }

    private String scheme() {
        boolean enabled = this.environment.getProperty("server.ssl.enabled", Boolean.class, true);
        boolean bundle = !this.environment.getProperty("server.ssl.bundle", "").isEmpty();
        boolean store = this.environment.containsProperty("server.ssl.key-store")
                || this.environment.containsProperty("server.ssl.certificate");
        return (enabled && (bundle || store)) ? "https" : "http";
    }

}

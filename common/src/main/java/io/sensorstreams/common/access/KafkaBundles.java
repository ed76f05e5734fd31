package io.sensorstreams.common.access;

import java.util.HashMap;
import java.util.Map;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * Replaces the SSL bundle in the settings of Kafka clients by one that is reloaded:
 * Spring Boot passes the bundle as it was at the start of the service.
 */
public final class KafkaBundles {

    /** Setting in which Spring Boot's engine factory finds the bundle. */
    static final String SETTING = SslBundle.class.getName();

    private final SslBundles bundles;

    public KafkaBundles(SslBundles bundles) {
        this.bundles = bundles;
    }

    /** Returns settings that follow changes of their bundle; others are unchanged. */
    public Map<String, Object> reloaded(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.computeIfPresent(SETTING, (key, bundle) -> reloaded(bundle));
        return all;
    }

    private Object reloaded(Object bundle) {
        return this.bundles.getBundleNames()
            .stream()
            .filter((name) -> this.bundles.getBundle(name) == bundle)
            .findFirst()
            .<Object>map((name) -> ReloadedBundle.of(this.bundles, name))
            .orElse(bundle);
    }

}

package io.sensorstreams.common.web.security.https;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.sensorstreams.common.setting.InvalidSettingException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.ssl.JksSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.env.Environment;

/** Bundles of the server, and of the server for management if it has its own port. */
final class HttpsBundles {

    private static final Logger LOGGER = LoggerFactory.getLogger(HttpsBundles.class);

    private static final List<String> SERVERS = List.of("server.ssl", "management.server.ssl");

    private static final String PEM = "spring.ssl.bundle.pem";

    private static final String JKS = "spring.ssl.bundle.jks";

    private static final Duration SOON = Duration.ofDays(14);

    private final Environment environment;

    private final Binder binder;

    HttpsBundles(Environment environment) {
        this.environment = environment;
        this.binder = Binder.get(environment);
    }

    /** Returns the names of the bundles. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (String server : SERVERS) {
            String name = this.environment.getProperty(server + ".bundle", "");
            if (!name.isEmpty() && this.environment.getProperty(server + ".enabled", Boolean.class, true)) {
                names.add(name);
            }
        }
        return names;
    }

    /**
     * Checks the certificates of all bundles.
     * @throws InvalidSettingException with all faults
     */
    void requireValid(Instant now) {
        List<String> faults = new ArrayList<>();
        Set<String> names = names();
        Map<String, PemSslBundleProperties> pem = names.isEmpty() ? Map.of() : bind(PEM, PemSslBundleProperties.class);
        Map<String, JksSslBundleProperties> jks = names.isEmpty() ? Map.of() : bind(JKS, JksSslBundleProperties.class);
        for (String name : names) {
            if (pem.containsKey(name)) {
                check(name, PEM, () -> PropertiesSslBundle.get(pem.get(name)), files(pem.get(name)), now, faults);
            }
            else if (jks.containsKey(name)) {
                check(name, JKS, () -> PropertiesSslBundle.get(jks.get(name)), "", now, faults);
            }
            else {
                faults.add("HTTPS is to use the SSL bundle '%s', and there is no bundle of this name".formatted(name));
            }
        }
        if (!faults.isEmpty()) {
            String name = names.iterator().next();
            throw new InvalidSettingException(faults,
                    "Set %1$s.%2$s.keystore.certificate and %1$s.%2$s.keystore.private-key to the PEM files of the "
                        .formatted(PEM, name) + "certificate and its private key; docs/access.md shows how.");
        }
    }

    private <T> Map<String, T> bind(String prefix, Class<T> type) {
        return this.binder.bind(prefix, Bindable.mapOf(String.class, type)).orElse(Map.of());
    }

    private static String files(PemSslBundleProperties bundle) {
        String certificate = shown(bundle.getKeystore().getCertificate());
        String key = shown(bundle.getKeystore().getPrivateKey());
        return " (certificate %s, private key %s)".formatted(certificate, key);
    }

    /** Does not show a key that stands in the setting itself. */
    private static String shown(@Nullable String location) {
        return (location == null) ? "not set" : location.contains("-----") ? "in the setting" : "'" + location + "'";
    }

    private static void check(String name, String kind, Supplier<SslBundle> bundle, String files, Instant now,
            List<String> faults) {
        try {
            ServerCertificate certificate = ServerCertificate.of(bundle, now);
            warn(name, certificate, now);
        }
        catch (IllegalArgumentException e) {
            faults.add("HTTPS cannot use the SSL bundle '%s' of %s%s: %s".formatted(name, kind, files, e.getMessage()));
        }
    }

    private static void warn(String name, ServerCertificate certificate, Instant now) {
        if (now.plus(SOON).isAfter(certificate.end())) {
            LOGGER.atWarn()
                .addKeyValue("bundle", name)
                .addKeyValue("expires", certificate.end())
                .log("The certificate of HTTPS expires soon; replace its files");
        }
    }

    /**
     * Checks a certificate whose files have changed.
     * @throws RefusedCertificateException when it cannot be used
     */
    static void requireValid(String name, SslBundle bundle, Instant now) {
        try {
            ServerCertificate certificate = ServerCertificate.of(() -> bundle, now);
            LOGGER.atInfo()
                .addKeyValue("bundle", name)
                .addKeyValue("expires", certificate.end())
                .log("HTTPS uses the new certificate");
        }
        catch (IllegalArgumentException e) {
            throw new RefusedCertificateException(
                    "The new files of SSL bundle '%s' are not used, HTTPS continues with the former certificate: %s"
                        .formatted(name, e.getMessage()));
        }
    }

}

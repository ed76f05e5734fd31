package io.sensorstreams.common.access;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * SSL bundle that follows the changes of its files. Kafka's clients keep the bundle that
 * they were created with, and ask it for a context before each new connection.
 * Thread-safe.
 */
final class ReloadedBundle implements SslBundle {

    private volatile SslBundle current;

    private ReloadedBundle(SslBundle current) {
        this.current = current;
    }

    static ReloadedBundle of(SslBundles bundles, String name) {
        ReloadedBundle reloaded = new ReloadedBundle(bundles.getBundle(name));
        bundles.addBundleUpdateHandler(name, (changed) -> reloaded.current = changed);
        return reloaded;
    }

    @Override
    public SslStoreBundle getStores() {
        return this.current.getStores();
    }

    @Override
    public SslBundleKey getKey() {
        return this.current.getKey();
    }

    @Override
    public SslOptions getOptions() {
        return this.current.getOptions();
    }

    @Override
    public String getProtocol() {
        return this.current.getProtocol();
    }

    @Override
    public SslManagerBundle getManagers() {
        return this.current.getManagers();
    }

}

package io.sensorstreams.common.access;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;

import static org.assertj.core.api.Assertions.assertThat;

class KafkaBundlesTest {

    private final DefaultSslBundleRegistry registry = new DefaultSslBundleRegistry();

    private final KafkaBundles bundles = new KafkaBundles(this.registry);

    @Test
    void clientsSeeABundleAsItIsAfterAnUpdate() {
        SslBundle first = bundle("TLSv1.2");
        this.registry.registerBundle("other", bundle("other"));
        this.registry.registerBundle("kafka", first);
        Map<String, Object> settings = this.bundles
            .reloaded(Map.of("bootstrap.servers", "kafka:9092", SslBundle.class.getName(), first));
        SslBundle used = (SslBundle) settings.get(SslBundle.class.getName());
        assertThat(settings).hasSize(2).containsEntry("bootstrap.servers", "kafka:9092");
        assertThat(used.getProtocol()).isEqualTo("TLSv1.2");
        assertThat(used.getManagers()).isSameAs(first.getManagers());

        SslBundle second = bundle("TLSv1.3");
        this.registry.updateBundle("kafka", second);
        assertThat(used.getProtocol()).isEqualTo("TLSv1.3");
        assertThat(used.getManagers()).isSameAs(second.getManagers());
        assertThat(used.getStores()).isSameAs(second.getStores());
    }

    @Test
    void settingsWithoutABundleStayAsTheyAre() {
        assertThat(this.bundles.reloaded(Map.of("acks", "all"))).isEqualTo(Map.of("acks", "all"));
    }

    private static SslBundle bundle(String protocol) {
        return SslBundle.of(SslStoreBundle.of(null, null, null), SslBundleKey.NONE, SslOptions.NONE, protocol);
    }

}

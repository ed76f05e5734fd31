package io.sensorstreams.consumer.replicas.ask;

import java.util.List;

import javax.net.ssl.SSLContext;

import io.sensorstreams.common.setting.InvalidSettingException;
import io.sensorstreams.common.web.security.CallerRights;
import io.sensorstreams.consumer.replicas.ReplicaProperties;
import io.sensorstreams.consumer.replicas.Replicas;
import io.sensorstreams.consumer.setting.SensorProperties;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures requests to other replicas. */
@Configuration(proxyBeanMethods = false)
class AskConfiguration {

    @Bean
    ReplicaClient replicaClient(Replicas replicas, ReplicaProperties properties, ObjectProvider<SslBundles> bundles) {
        return new ReplicaClient(replicas.instance(), trust(properties.replicaBundle(), bundles),
                () -> replicas.url().filter((url) -> url.startsWith("https:")).isPresent());
    }

    @Bean
    RecipientFilter recipientFilter(SensorProperties properties, JsonMapper json) {
        return new RecipientFilter(properties.instance(), json);
    }

    private static @Nullable SSLContext trust(String name, ObjectProvider<SslBundles> bundles) {
        if (name.isEmpty()) {
            return null;
        }
        try {
            return bundles.getObject().getBundle(name).createSslContext();
        }
        catch (NoSuchSslBundleException e) {
            throw new InvalidSettingException(
                    List.of("sensor.replica-bundle (SENSOR_REPLICA_BUNDLE) is '%s', and there is no bundle of this name"
                        .formatted(name)),
                    "Set spring.ssl.bundle.pem.%s.truststore.certificate to the certificate of the authority of the replicas."
                        .formatted(name));
        }
    }

    @Bean
    Callers callers(CallerRights rights) {
        return new Callers(rights);
    }

    @Bean
    OtherReplicas otherReplicas(Replicas replicas, ReplicaClient client) {
        return new OtherReplicas(replicas, client);
    }

    @Bean
    FileForwarding fileForwarding(Replicas replicas, ReplicaClient client, Callers callers) {
        return new FileForwarding(replicas, client, callers);
    }

}

package io.sensorstreams.consumer.replicas;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How replicas of this service reach each other.
 *
 * @param advertisedUrl address at which other replicas reach this one, such as
 * http://consumer-0:8082; derived from the host name and the port when empty
 * @param replicaBundle SSL bundle with the authorities that the certificates of other
 * replicas may have; empty for those of the JVM
 */
@ConfigurationProperties("sensor")
public record ReplicaProperties(@DefaultValue("") String advertisedUrl, @DefaultValue("") String replicaBundle) {
}

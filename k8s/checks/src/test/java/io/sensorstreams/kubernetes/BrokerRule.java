package io.sensorstreams.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

import io.fabric8.kubernetes.api.model.Service;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.KafkaException;

/**
 * Checks the environment of the brokers, converted to properties as the image does. Kafka
 * must know each property and accept all values, and the addresses in the quorum must be
 * those of the pods.
 */
final class BrokerRule implements Rule {

    /**
     * Variables that the scripts of the image read. Every other KAFKA_* variable becomes
     * a property.
     */
    private static final Set<String> SCRIPTS = Set.of("KAFKA_HEAP_OPTS", "KAFKA_JVM_PERFORMANCE_OPTS");

    @Override
    public List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        Workload.of(manifests).stream().filter((workload) -> workload.name().equals("kafka")).forEach((kafka) -> {
            Set<String> voters = new TreeSet<>();
            for (int ordinal = 0; ordinal < kafka.replicas(); ordinal++) {
                String host = "kafka-" + ordinal + "." + kafka.spec().getServiceName() + "."
                        + kafka.set().getMetadata().getNamespace() + ".svc";
                voters.add(ordinal + "@" + host + ":9093");
                broker(kafka, ordinal, host, manifests).forEach((fault) -> faults.add(kafka.fault(fault)));
            }
            quorumCanForm(kafka, manifests).forEach((fault) -> faults.add(kafka.fault(fault)));
            String quorum = PodEnvironment.of(kafka, 0, manifests).getOrDefault("KAFKA_CONTROLLER_QUORUM_VOTERS", "");
            if (!new TreeSet<>(List.of(quorum.split(","))).equals(voters)) {
                faults.add(kafka.fault("KAFKA_CONTROLLER_QUORUM_VOTERS is not " + voters));
            }
        });
        return faults;
    }

    /** Checks that brokers can find each other and start while none of them is ready. */
    private static List<String> quorumCanForm(Workload kafka, Manifests manifests) {
        List<String> faults = new ArrayList<>();
        if (!"Parallel".equals(kafka.spec().getPodManagementPolicy())) {
            faults.add("podManagementPolicy must be Parallel");
        }
        if (manifests.find(Service.class, kafka.spec().getServiceName())
            .noneMatch((service) -> Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses()))) {
            faults.add("its headless service must publish addresses that are not ready");
        }
        return faults;
    }

    private static List<String> broker(Workload kafka, int ordinal, String host, Manifests manifests) {
        List<String> faults = new ArrayList<>();
        Map<String, String> environment = PodEnvironment.of(kafka, ordinal, manifests);
        Properties properties = new Properties();
        environment.forEach((name, value) -> {
            if (name.startsWith("KAFKA_") && !SCRIPTS.contains(name)) {
                properties.setProperty(name.substring(6).toLowerCase(Locale.ROOT).replace("_", "."), value);
            }
        });
        properties.stringPropertyNames()
            .stream()
            .filter((name) -> !KafkaConfig.configDef().names().contains(name))
            .forEach((name) -> faults.add("Kafka has no setting '" + name + "'"));
        try {
            KafkaConfig.fromProps(properties, false);
        }
        catch (KafkaException | IllegalArgumentException e) {
            faults.add("Kafka rejects its settings: " + e.getMessage());
        }
        if (!("INTERNAL://" + host + ":9092").equals(properties.getProperty("advertised.listeners"))) {
            faults.add("broker " + ordinal + " advertises " + properties.getProperty("advertised.listeners")
                    + ", expected " + host);
        }
        boolean onClaim = kafka.pod()
            .getContainers()
            .get(0)
            .getVolumeMounts()
            .stream()
            .filter((mount) -> kafka.spec()
                .getVolumeClaimTemplates()
                .stream()
                .anyMatch((claim) -> claim.getMetadata().getName().equals(mount.getName())))
            .anyMatch((mount) -> properties.getProperty("log.dirs", "").startsWith(mount.getMountPath() + "/"));
        if (!onClaim) {
            faults.add("log.dirs is not below the mount of a claim");
        }
        return faults;
    }

}

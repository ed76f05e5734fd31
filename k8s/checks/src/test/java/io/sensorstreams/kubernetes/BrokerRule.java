package io.sensorstreams.kubernetes;

import java.util.ArrayList;
import java.util.List;
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

    @Override
    public List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        Workload.of(manifests).stream().filter((workload) -> workload.name().equals("kafka")).forEach((kafka) -> {
            Set<String> voters = new TreeSet<>();
            for (int ordinal = 0; ordinal < kafka.replicas(); ordinal++) {
                BrokerProperties broker = BrokerProperties.of(kafka, ordinal, manifests);
                voters.add(ordinal + "@" + broker.host() + ":9093");
                broker(kafka, broker).forEach((fault) -> faults.add(kafka.fault(fault)));
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

    private static List<String> broker(Workload kafka, BrokerProperties broker) {
        List<String> faults = new ArrayList<>();
        broker.settings()
            .stream()
            .filter((name) -> !KafkaConfig.configDef().names().contains(name))
            .forEach((name) -> faults.add("Kafka has no setting '" + name + "'"));
        try {
            KafkaConfig.fromProps(broker.all(), false);
        }
        catch (KafkaException | IllegalArgumentException e) {
            faults.add("Kafka rejects its settings: " + e.getMessage());
        }
        String advertised = broker.get("advertised.listeners");
        if (!Set.of(advertised.split(",")).equals(broker.reachable())) {
            faults.add("broker " + broker.ordinal() + " advertises " + advertised + ", expected " + broker.reachable());
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
            .anyMatch((mount) -> broker.get("log.dirs").startsWith(mount.getMountPath() + "/"));
        if (!onClaim) {
            faults.add("log.dirs is not below the mount of a claim");
        }
        return faults;
    }

}

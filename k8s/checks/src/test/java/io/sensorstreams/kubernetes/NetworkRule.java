package io.sensorstreams.kubernetes;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.strimzi.api.kafka.model.kafka.Kafka;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the network policies deny everything by default and allow what is needed:
 * services reach the brokers and the object store of their configuration, brokers reach
 * each other, and all pods reach a name server. Pods that an operator creates are not
 * checked.
 */
final class NetworkRule implements Rule {

    @Override
    public List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        List<NetworkPolicy> policies = manifests.all(NetworkPolicy.class);
        if (policies.stream().noneMatch(NetworkRule::deniesAll)) {
            faults.add("NetworkPolicy: none denies everything by default");
        }
        policies.stream()
            .filter((policy) -> !choosesSomething(policy, manifests))
            .forEach((policy) -> faults
                .add("NetworkPolicy/" + policy.getMetadata().getName() + ": its selector matches no pods"));
        for (Workload from : Workload.of(manifests)) {
            if (!leaves(policies, from, null, 53)) {
                faults.add(from.fault("no policy allows it to reach a name server"));
            }
            for (Way way : ways(from, manifests)) {
                if (way.to() == null && !elsewhere(way.name(), manifests)) {
                    faults.add(from.fault("there is no Service '" + way.name() + "'"));
                }
                boolean open = leaves(policies, from, way.to(), way.port())
                        && (way.to() == null || enters(policies, from.labels(), way.to(), way.port()));
                if (!open) {
                    faults.add(from.fault("no policy allows it to reach " + way.name() + " at port " + way.port()));
                }
            }
            if (from.name().equals("kafka") && from.ports()
                .anyMatch((port) -> enters(policies, Map.of("app", "stranger"), from, port.getContainerPort()))) {
                faults.add(from.fault("policies allow connections from every pod"));
            }
        }
        return faults;
    }

    private record Way(String name, @Nullable Workload to, int port) {
    }

    private static List<Way> ways(Workload from, Manifests manifests) {
        if (from.name().equals("kafka")) {
            return List.of(new Way("kafka", from, BrokerProperties.of(from, 0, manifests).brokersPort()),
                    new Way("kafka", from, 9093));
        }
        if (from.name().equals("kafka-access")) {
            Workload kafka = Workload.named("kafka", manifests);
            return List.of(new Way("kafka", kafka, BrokerProperties.of(kafka, 0, manifests).brokersPort()));
        }
        Map<String, String> environment = PodEnvironment.of(from, 0, manifests);
        String[] broker = environment.getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "nowhere:0").split(":");
        Way kafka = way(broker[0], Integer.parseInt(broker[1]), manifests);
        return Stream.of(Stream.of(kafka), replicas(from, environment, manifests), stores(environment, manifests))
            .flatMap((ways) -> ways)
            .toList();
    }

    private static Way way(String host, int port, Manifests manifests) {
        List<Workload> inside = manifests.find(Service.class, host)
            .flatMap((service) -> Workload.of(manifests)
                .stream()
                .filter((workload) -> workload.chosenBy(service.getSpec().getSelector())))
            .toList();
        return new Way(host, inside.isEmpty() ? null : inside.get(0), port);
    }

    /** Replicas reach each other at the address that each of them advertises. */
    private static Stream<Way> replicas(Workload from, Map<String, String> environment, Manifests manifests) {
        String url = environment.get("SENSOR_ADVERTISED_URL");
        if (url == null) {
            return Stream.empty();
        }
        URI address = URI.create(url);
        String governing = String.valueOf(from.spec().getServiceName());
        boolean own = from.stateful()
                ? address.getHost().equals(from.name() + "-0." + governing)
                        && manifests.find(Service.class, governing).findFirst().isPresent()
                : address.getHost().equals(PodEnvironment.address(0));
        return Stream.of(new Way(address.getHost(), own ? from : null, address.getPort()));
    }

    /** Services that have files in an object store reach it. */
    private static Stream<Way> stores(Map<String, String> environment, Manifests manifests) {
        if (!StoreRule.uses(environment)) {
            return Stream.empty();
        }
        URI endpoint = URI.create(environment.getOrDefault("SENSOR_S3_ENDPOINT", "https://s3.amazonaws.com"));
        int usual = endpoint.getScheme().equals("http") ? 80 : 443;
        return Stream.of(way(endpoint.getHost(), (endpoint.getPort() < 0) ? usual : endpoint.getPort(), manifests));
    }

    /**
     * Returns whether a host is outside the cluster, which a fully qualified name shows,
     * or is created by Strimzi.
     */
    private static boolean elsewhere(String host, Manifests manifests) {
        return (host.contains(".") && !host.endsWith("-replicas")) || manifests.all(Kafka.class)
            .stream()
            .anyMatch((kafka) -> host.equals(kafka.getMetadata().getName() + "-kafka-bootstrap"));
    }

    private static boolean choosesSomething(NetworkPolicy policy, Manifests manifests) {
        LabelSelector selector = policy.getSpec().getPodSelector();
        return Workload.of(manifests).stream().anyMatch((workload) -> workload.chosenBy(selector)) || manifests
            .all(Kafka.class)
            .stream()
            .anyMatch((kafka) -> chooses(selector, Map.of("strimzi.io/cluster", kafka.getMetadata().getName())));
    }

    private static boolean deniesAll(NetworkPolicy policy) {
        var spec = policy.getSpec();
        return chooses(spec.getPodSelector(), Map.of("any", "pod"))
                && spec.getPolicyTypes().containsAll(List.of("Ingress", "Egress")) && spec.getIngress().isEmpty()
                && spec.getEgress().isEmpty();
    }

    private static boolean leaves(List<NetworkPolicy> policies, Workload from, @Nullable Workload to, int port) {
        return policies.stream()
            .filter((policy) -> chooses(policy.getSpec().getPodSelector(), from.labels()))
            .flatMap((policy) -> policy.getSpec().getEgress().stream())
            .anyMatch((rule) -> (rule.getTo().isEmpty() || to == null || admits(rule.getTo(), to.labels()))
                    && hasPort(rule.getPorts(), port, to));
    }

    private static boolean enters(List<NetworkPolicy> policies, Map<String, String> from, Workload to, int port) {
        return policies.stream()
            .filter((policy) -> chooses(policy.getSpec().getPodSelector(), to.labels()))
            .flatMap((policy) -> policy.getSpec().getIngress().stream())
            .anyMatch((rule) -> (rule.getFrom().isEmpty() || admits(rule.getFrom(), from))
                    && hasPort(rule.getPorts(), port, to));
    }

    /**
     * Returns whether a peer allows these pods of the same namespace. A peer with a
     * namespace selector means other namespaces.
     */
    private static boolean admits(List<NetworkPolicyPeer> peers, Map<String, String> labels) {
        return peers.stream()
            .anyMatch((peer) -> peer.getNamespaceSelector() == null && peer.getPodSelector() != null
                    && chooses(peer.getPodSelector(), labels));
    }

    private static boolean hasPort(List<NetworkPolicyPort> ports, int port, @Nullable Workload to) {
        Stream<Object> names = (to == null) ? Stream.of(port) : Stream.concat(Stream.of(port),
                to.ports().filter((known) -> known.getContainerPort() == port).map((known) -> known.getName()));
        List<Object> same = names.toList();
        return ports.isEmpty()
                || ports.stream().map(NetworkPolicyPort::getPort).map(IntOrString::getValue).anyMatch(same::contains);
    }

    private static boolean chooses(LabelSelector selector, Map<String, String> labels) {
        return labels.entrySet()
            .containsAll(Objects.requireNonNullElse(selector.getMatchLabels(), Map.<String, String>of()).entrySet());
    }

}

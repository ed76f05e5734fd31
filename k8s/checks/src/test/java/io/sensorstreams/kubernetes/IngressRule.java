package io.sensorstreams.kubernetes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;

/**
 * Checks access from outside: every host has TLS, leads to a port of an existing Service,
 * and is one of the names that the services accept, and a policy lets the controller in.
 */
final class IngressRule implements Rule {

    /** Secret that the user must create, as docs/kubernetes.md describes. */
    static final String TLS_SECRET = "sensor-streams-tls";

    @Override
    public List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        for (Ingress ingress : manifests.all(Ingress.class)) {
            String name = "Ingress/" + ingress.getMetadata().getName() + ": ";
            Set<String> secured = new HashSet<>();
            ingress.getSpec()
                .getTls()
                .stream()
                .filter((tls) -> TLS_SECRET.equals(tls.getSecretName()))
                .forEach((tls) -> secured.addAll(tls.getHosts()));
            ingress.getSpec().getRules().forEach((rule) -> {
                if (!secured.contains(rule.getHost())) {
                    faults.add(name + rule.getHost() + " has no TLS");
                }
                rule.getHttp()
                    .getPaths()
                    .forEach((path) -> backend(rule.getHost(), path.getBackend().getService(), manifests)
                        .forEach((fault) -> faults.add(name + fault)));
            });
            if (manifests.all(NetworkPolicy.class).stream().noneMatch(IngressRule::letsTheControllerIn)) {
                faults.add(name + "no policy lets pods of a controller in another namespace in");
            }
        }
        return faults;
    }

    private static List<String> backend(String host, IngressServiceBackend backend, Manifests manifests) {
        List<String> faults = new ArrayList<>();
        if (manifests.find(Service.class, backend.getName())
            .noneMatch((service) -> service.getSpec()
                .getPorts()
                .stream()
                .anyMatch((port) -> port.getName().equals(backend.getPort().getName())))) {
            faults
                .add("there is no Service '" + backend.getName() + "' with port '" + backend.getPort().getName() + "'");
        }
        Workload.of(manifests).stream().filter((it) -> it.name().equals(backend.getName())).forEach((workload) -> {
            var environment = PodEnvironment.of(workload, 0, manifests);
            if (!List.of(environment.getOrDefault("SENSOR_ALLOWED_HOSTS", "").split(",")).contains(host)) {
                faults.add(workload.name() + " does not accept the name " + host);
            }
            if (!"native".equals(environment.get("SERVER_FORWARD_HEADERS_STRATEGY"))) {
                faults.add(workload.name() + " counts wrong passwords for the controller instead of its callers");
            }
            if (!environment.getOrDefault("SENSOR_PEER_URL", "").startsWith("https://")) {
                faults.add(workload.name() + " links to a page without HTTPS");
            }
        });
        return faults;
    }

    private static boolean letsTheControllerIn(NetworkPolicy policy) {
        return policy.getSpec()
            .getIngress()
            .stream()
            .flatMap((rule) -> rule.getFrom().stream())
            .anyMatch((peer) -> peer.getNamespaceSelector() != null && peer.getPodSelector() != null);
    }

}

package io.sensorstreams.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;

/**
 * Checks that referenced ConfigMaps, Secrets, keys, claims, volumes and workloads exist.
 */
final class ReferenceRule implements Rule {

    /**
     * Secrets with their keys that the user must create, as docs/kubernetes.md describes.
     */
    static final Map<String, Set<String>> GIVEN_SECRETS = Map.of("sensor-streams-users",
            Set.of("operator-password", "viewer-password"), "kafka-client",
            Set.of("ca.crt", "producer-service-password", "consumer-service-password", "kafka-ui-password"),
            "kafka-brokers", Set.of("ca.crt", "kafka-0.pem", "kafka-1.pem", "kafka-2.pem"), "kafka-admin",
            Set.of("ca.crt", "keystore.pem"), "object-store", Set.of("credentials"));

    @Override
    public List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        for (Workload workload : Workload.of(manifests)) {
            workload.containers().forEach((container) -> environment(container, workload, manifests, faults));
            workload.pod().getVolumes().forEach((volume) -> volume(volume, workload, manifests, faults));
            mounts(workload, faults);
        }
        for (ServiceMonitor monitor : manifests.all(ServiceMonitor.class)) {
            monitor.getSpec()
                .getEndpoints()
                .stream()
                .flatMap((endpoint) -> Stream.of(endpoint.getBasicAuth().getUsername(),
                        endpoint.getBasicAuth().getPassword()))
                .filter((reference) -> !secretHas(manifests, reference))
                .forEach((reference) -> faults.add("ServiceMonitor/" + monitor.getMetadata().getName() + ": "
                        + missing("Secret", reference.getName(), reference.getKey())));
        }
        for (ScaledObject scaled : manifests.all(ScaledObject.class)) {
            ScaledObject.Target target = scaled.spec().scaleTargetRef();
            if (Workload.of(manifests)
                .stream()
                .noneMatch((workload) -> workload.name().equals(target.name())
                        && workload.owner().getKind().equals(target.kind()) && workload.spec().getReplicas() == null)) {
                faults.add("ScaledObject/" + scaled.metadata().name() + ": there is no " + target.kind() + " '"
                        + target.name() + "' without replicas, which the autoscaler sets");
            }
        }
        return faults;
    }

    private static void environment(Container container, Workload workload, Manifests manifests, List<String> faults) {
        container.getEnvFrom().forEach((source) -> {
            String name = source.getConfigMapRef().getName();
            if (manifests.find(ConfigMap.class, name).findAny().isEmpty()) {
                faults.add(workload.fault("there is no ConfigMap '" + name + "'"));
            }
        });
        container.getEnv().forEach((variable) -> {
            EnvVarSource source = variable.getValueFrom();
            if (source != null && source.getSecretKeyRef() != null && !secretHas(manifests, source.getSecretKeyRef())) {
                faults.add(workload
                    .fault(missing("Secret", source.getSecretKeyRef().getName(), source.getSecretKeyRef().getKey())));
            }
            if (source != null && source.getConfigMapKeyRef() != null && !configMapHas(manifests,
                    source.getConfigMapKeyRef().getName(), source.getConfigMapKeyRef().getKey())) {
                faults.add(workload.fault(missing("ConfigMap", source.getConfigMapKeyRef().getName(),
                        source.getConfigMapKeyRef().getKey())));
            }
        });
    }

    private static void volume(Volume volume, Workload workload, Manifests manifests, List<String> faults) {
        if (volume.getConfigMap() != null) {
            String name = volume.getConfigMap().getName();
            if (manifests.find(ConfigMap.class, name).findAny().isEmpty()) {
                faults.add(workload.fault("there is no ConfigMap '" + name + "'"));
            }
            for (KeyToPath item : volume.getConfigMap().getItems()) {
                if (!configMapHas(manifests, name, item.getKey())) {
                    faults.add(workload.fault(missing("ConfigMap", name, item.getKey())));
                }
            }
        }
        if (volume.getSecret() != null) {
            for (KeyToPath item : volume.getSecret().getItems()) {
                if (!secretHas(manifests,
                        new SecretKeySelector(item.getKey(), volume.getSecret().getSecretName(), false))) {
                    faults.add(workload.fault(missing("Secret", volume.getSecret().getSecretName(), item.getKey())));
                }
            }
        }
    }

    /** Checks that each mount has a volume and each volume is mounted. */
    private static void mounts(Workload workload, List<String> faults) {
        Set<String> volumes = new TreeSet<>();
        workload.pod().getVolumes().forEach((volume) -> volumes.add(volume.getName()));
        workload.spec().getVolumeClaimTemplates().forEach((claim) -> volumes.add(claim.getMetadata().getName()));
        Set<String> mounted = new TreeSet<>();
        for (Container container : workload.containers()) {
            for (VolumeMount mount : container.getVolumeMounts()) {
                mounted.add(mount.getName());
                if (!volumes.contains(mount.getName())) {
                    faults.add(workload.fault("there is no volume '" + mount.getName() + "'; known: " + volumes));
                }
            }
        }
        volumes.removeAll(mounted);
        volumes.forEach((volume) -> faults.add(workload.fault("volume '" + volume + "' is not mounted")));
    }

    private static boolean secretHas(Manifests manifests, SecretKeySelector reference) {
        return GIVEN_SECRETS.getOrDefault(reference.getName(), Set.of()).contains(reference.getKey())
                || manifests.find(Secret.class, reference.getName())
                    .anyMatch((secret) -> secret.getData().containsKey(reference.getKey()));
    }

    private static boolean configMapHas(Manifests manifests, String name, String key) {
        return manifests.find(ConfigMap.class, name)
            .anyMatch((map) -> Objects.requireNonNullElse(map.getData(), Map.of()).containsKey(key));
    }

    private static String missing(String kind, String name, String key) {
        return "there is no " + kind + " '" + name + "' with key '" + key + "'";
    }

}

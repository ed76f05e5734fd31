package io.sensorstreams.kubernetes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;

/**
 * Checks containers: an image with a version, requests and limits, three probes with the
 * expected paths and ports, and a grace period that is long enough for a stop. Pods of
 * helpers need a readiness probe only.
 */
final class ContainerRule implements Rule {

    private static final Set<String> RESOURCES = Set.of("cpu", "memory");

    /** A service that exceeds its shutdown timeout writes to its log before it ends. */
    private static final Duration REPORT = Duration.ofSeconds(1);

    private static final Duration BROKER_STOP = Duration.ofSeconds(60);

    @Override
    public List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        for (Workload workload : Workload.of(manifests)) {
            for (Container container : workload.containers()) {
                image(container).forEach((fault) -> faults.add(workload.fault(fault)));
                if (!Stream.of(container.getResources().getRequests(), container.getResources().getLimits())
                    .allMatch((given) -> Objects.requireNonNullElse(given, Map.<String, Quantity>of())
                        .keySet()
                        .equals(RESOURCES))) {
                    faults.add(workload
                        .fault("container '" + container.getName() + "' must request and limit cpu and memory"));
                }
                if (workload.serves()) {
                    probe("startupProbe", container.getStartupProbe(), "liveness", workload, faults);
                    probe("livenessProbe", container.getLivenessProbe(), "liveness", workload, faults);
                }
                probe("readinessProbe", container.getReadinessProbe(), "readiness", workload, faults);
            }
            if (!Boolean.FALSE.equals(workload.pod().getEnableServiceLinks())) {
                faults.add(workload.fault(
                        "enableServiceLinks must be false: the images read variables such as KAFKA_PORT as settings"));
            }
            if (workload.serves()) {
                grace(workload, manifests, faults);
            }
        }
        return faults;
    }

    private static List<String> image(Container container) {
        String image = container.getImage();
        int colon = image.indexOf(':', image.lastIndexOf('/') + 1);
        String tag = (colon < 0) ? "" : image.substring(colon + 1);
        if (tag.isEmpty() || tag.equals("latest")) {
            return List.of("image '" + image + "' has no version");
        }
        boolean ours = image.contains("sensor-streams/");
        String expected = ours ? ProjectFiles.version()
                : ProjectFiles.find("docker-compose.yml", "image: apache/kafka:(\\S+)");
        return tag.equals(expected) ? List.of() : List.of("image '" + image + "' has another version than " + expected);
    }

    private static void probe(String name, @Nullable Probe probe, String group, Workload workload,
            List<String> faults) {
        if (probe == null) {
            faults.add(workload.fault(name + " is missing"));
            return;
        }
        if (probe.getExec() != null && !workload.serves()) {
            return;
        }
        boolean service = probe.getHttpGet() != null;
        if (!SelectorRule.names(service ? probe.getHttpGet().getPort() : probe.getTcpSocket().getPort(), workload)) {
            faults.add(workload.fault(name + " uses an undefined port"));
        }
        if (service && !probe.getHttpGet().getPath().equals("/actuator/health/" + group)) {
            faults.add(workload.fault(name + " uses the path " + probe.getHttpGet().getPath()));
        }
    }

    /** Checks that the grace period of a pod is longer than its slowest stop. */
    private static void grace(Workload workload, Manifests manifests, List<String> faults) {
        Duration given = Duration
            .ofSeconds(Objects.requireNonNullElse(workload.pod().getTerminationGracePeriodSeconds(), 30L));
        Duration needed = workload.name().endsWith("-service")
                ? shutdownTimeout(PodEnvironment.of(workload, 0, manifests)).plus(REPORT) : BROKER_STOP;
        if (given.compareTo(needed) < 0) {
            faults.add(workload.fault("terminationGracePeriodSeconds is " + given.toSeconds() + ", a stop can take "
                    + needed.toSeconds()));
        }
    }

    /**
     * Returns the time after which a service ends itself, regardless of the phases of its
     * stop.
     */
    private static Duration shutdownTimeout(Map<String, String> environment) {
        String unset = ProjectFiles.find("common/src/main/java/io/sensorstreams/common/watch/ShutdownProperties.java",
                "@DefaultValue\\(\"([^\"]+)\"\\)");
        return DurationStyle.detectAndParse(environment.getOrDefault("SENSOR_SHUTDOWN_TIMEOUT", unset));
    }

}

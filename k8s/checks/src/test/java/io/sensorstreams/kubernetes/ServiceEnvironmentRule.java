package io.sensorstreams.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.VolumeMount;

/**
 * Checks that a service reads each variable that is set for it: as a placeholder in its
 * application.yml, or as a property of the service, of {@code common} or of Spring Boot's
 * support for Kafka and web servers, or as a variable of the AWS SDK. Ports and
 * directories must be those of the image.
 */
final class ServiceEnvironmentRule implements Rule {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+)");

    /** Map of Kafka's own settings. */
    private static final String KAFKA_PROPERTIES = "SPRING_KAFKA_PROPERTIES_";

    /** Map of the SSL bundles. {@link ClientSettings} reads the one in use. */
    private static final String SSL_BUNDLE = "SPRING_SSL_BUNDLE_PEM_KAFKA_";

    /** Read by the AWS SDK. */
    private static final String CREDENTIALS = "AWS_SHARED_CREDENTIALS_FILE";

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";

    @Override
    public List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        Workload.of(manifests)
            .stream()
            .filter((workload) -> workload.name().endsWith("-service"))
            .forEach((workload) -> {
                Set<String> known = known(workload.name());
                Map<String, String> environment = PodEnvironment.of(workload, 0, manifests);
                environment.keySet()
                    .stream()
                    .filter((name) -> !known.contains(name) && !name.startsWith(KAFKA_PROPERTIES)
                            && !name.startsWith(SSL_BUNDLE) && !usedByAnother(name, workload)
                            && !(name.equals(CREDENTIALS) && StoreRule.uses(environment)))
                    .forEach((name) -> faults.add(workload.fault("the program does not read " + name)));
                if (!"true".equals(environment.get("SENSOR_SECURITY_ENABLED"))) {
                    faults.add(workload.fault("SENSOR_SECURITY_ENABLED must be true"));
                }
                if (!(workload.name() + "-0").equals(environment.get("SENSOR_INSTANCE"))) {
                    faults.add(workload.fault("SENSOR_INSTANCE must be the pod's name"));
                }
                environment.forEach((name, value) -> file(name, value, workload, faults));
                image(workload, faults);
            });
        return faults;
    }

    private static boolean usedByAnother(String name, Workload workload) {
        return workload.pod()
            .getContainers()
            .get(0)
            .getEnv()
            .stream()
            .anyMatch((variable) -> variable.getValue() != null && variable.getValue().contains("$(" + name + ")"));
    }

    /** Checks that a file in a variable is a mounted key of a secret. */
    private static void file(String variable, String value, Workload workload, List<String> faults) {
        String path = value.replaceFirst("^file:", "");
        if (!path.startsWith("/")) {
            return;
        }
        boolean mounted = workload.pod()
            .getVolumes()
            .stream()
            .filter((volume) -> volume.getSecret() != null)
            .anyMatch((volume) -> {
                Stream<String> at = mounts(workload).filter((mount) -> mount.getName().equals(volume.getName()))
                    .map(VolumeMount::getMountPath);
                return at.anyMatch((directory) -> volume.getSecret()
                    .getItems()
                    .stream()
                    .anyMatch((item) -> path.equals(directory + "/" + item.getPath())));
            });
        if (!mounted) {
            faults.add(workload.fault(variable + " is '" + path + "', but no secret is mounted as that file"));
        }
    }

    /**
     * Compares the workload with the image: its port, its data directory and its user.
     */
    private static void image(Workload workload, List<String> faults) {
        String port = ProjectFiles.find("Dockerfile", "AS " + workload.name() + "\\n[\\s\\S]*?SERVER_PORT=(\\d+)");
        if (workload.ports().noneMatch((known) -> String.valueOf(known.getContainerPort()).equals(port))) {
            faults.add(workload.fault("no port " + port + ", which the program listens on"));
        }
        String directory = ProjectFiles.find("Dockerfile",
                (workload.name().startsWith("producer") ? "SENSOR_DATA_DIR" : "SENSOR_OUTPUT_DIR") + "=(\\S+)");
        Set<String> claims = new HashSet<>();
        workload.spec().getVolumeClaimTemplates().forEach((claim) -> claims.add(claim.getMetadata().getName()));
        if (!workload.stateful()) {
            workload.pod()
                .getVolumes()
                .stream()
                .filter((volume) -> volume.getEmptyDir() != null && volume.getEmptyDir().getSizeLimit() != null)
                .forEach((volume) -> claims.add(volume.getName()));
        }
        if (mounts(workload)
            .noneMatch((mount) -> mount.getMountPath().equals(directory) && claims.contains(mount.getName()))) {
            faults.add(workload.fault("no claim, and in a deployment no emptyDir with a sizeLimit, is mounted at "
                    + directory + ", where the program keeps its files"));
        }
        String user = ProjectFiles.find("Dockerfile", "USER (\\d+):");
        if (!user.equals(String.valueOf(workload.pod().getSecurityContext().getRunAsUser()))) {
            faults.add(workload.fault("runAsUser is not the image's " + user));
        }
    }

    private static Stream<VolumeMount> mounts(Workload workload) {
        return workload.containers().stream().map(Container::getVolumeMounts).flatMap(List::stream);
    }

    /** Returns the variables that the service reads. */
    private static Set<String> known(String service) {
        Set<String> known = new HashSet<>();
        var placeholders = PLACEHOLDER.matcher(ProjectFiles.read(service + "/src/main/resources/application.yml"));
        while (placeholders.find()) {
            known.add(placeholders.group(1));
        }
        try {
            List<URL> metadata = new ArrayList<>(
                    Collections.list(ServiceEnvironmentRule.class.getClassLoader().getResources(METADATA)));
            for (String module : List.of(service, "common")) {
                metadata.add(ProjectFiles.ROOT.resolve(module + "/target/classes/" + METADATA).toUri().toURL());
            }
            for (URL url : metadata) {
                for (JsonNode property : read(url).path("properties")) {
                    String name = property.path("name").asText();
                    known.add(variable(name));
                    known.add(variable(name.replace("-", "_")));
                }
            }
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return known;
    }

    private static JsonNode read(URL url) throws IOException {
        try (InputStream input = url.openStream()) {
            return new ObjectMapper().readTree(input);
        }
    }

    /**
     * Converts a property as Spring Boot does: dots become underscores, dashes are
     * removed, letters become upper case. Spring Boot also reads the variable with
     * underscores instead of the dashes.
     */
    private static String variable(String property) {
        return property.replace(".", "_").replace("-", "").toUpperCase(Locale.ROOT);
    }

}

package io.sensorstreams.kubernetes;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Checks that the rules find faults. Each test changes valid manifests in one place. */
@EnabledIf(value = "io.sensorstreams.kubernetes.Kustomize#installed",
        disabledReason = "no kubectl with kustomize 5 or newer")
class PlantedMistakesTest {

    private static final String KAFKA = "StatefulSet/kafka";

    private static final String CONSUMER = "StatefulSet/consumer-service";

    private static final String INGRESS = "Ingress/sensor-streams";

    private static final String CONTAINER = "/spec/template/spec/containers/0";

    private static Manifests kind;

    private static Manifests production;

    private static Manifests strimzi;

    @BeforeAll
    static void render(@TempDir Path place) {
        kind = Kustomize.overlay("kind");
        production = Kustomize.overlay("production", place, ManifestsTest.COMPONENTS);
        strimzi = Kustomize.overlay("strimzi");
    }

    @ParameterizedTest
    @MethodSource({ "fields", "references", "security", "settings", "network", "placement" })
    void isFound(UnaryOperator<Manifests> mistake, String fault) {
        assertThat(ManifestsTest.faults(mistake.apply(kind))).anySatisfy((found) -> assertThat(found).contains(fault));
    }

    @ParameterizedTest
    @MethodSource
    void isFoundInCustomResources(UnaryOperator<Manifests> mistake, String fault) {
        assertThat(ManifestsTest.faults(mistake.apply(production)))
            .anySatisfy((found) -> assertThat(found).contains(fault));
    }

    @ParameterizedTest
    @MethodSource
    void isFoundInStrimzisResources(UnaryOperator<Manifests> mistake, String fault) {
        assertThat(ManifestsTest.faults(mistake.apply(strimzi)))
            .anySatisfy((found) -> assertThat(found).contains(fault));
    }

    static Stream<Arguments> fields() {
        return Stream.of(
                mistake("a field misspelt", KAFKA, CONTAINER,
                        (it) -> it.set("readinesProbe", it.remove("readinessProbe")), "readinesProbe"),
                mistake("a field at the wrong place", KAFKA, "/spec",
                        (it) -> it.put("terminationGracePeriodSeconds", 60), "terminationGracePeriodSeconds"),
                mistake("a number as text", KAFKA, "/spec", (it) -> it.put("replicas", "3"), "spec.replicas"),
                mistake("text as a number", CONSUMER, CONTAINER + "/env/1", (it) -> it.put("value", 8082),
                        "env.1.value"),
                mistake("an old version of a kind", "PodDisruptionBudget/kafka", "",
                        (it) -> it.put("apiVersion", "policy/v1beta1"),
                        "policy/v1beta1/PodDisruptionBudget is not a supported kind"),
                mistake("no selector", KAFKA, "/spec", (it) -> it.remove("selector"), "spec.selector is missing"),
                mistake("an image without a tag", CONSUMER, CONTAINER,
                        (it) -> it.put("image", "sensor-streams/consumer-service"), "has no version"),
                mistake("an image with the tag latest", KAFKA, CONTAINER,
                        (it) -> it.put("image", "apache/kafka:latest"), "has no version"),
                mistake("another Kafka than in the compose file", KAFKA, CONTAINER,
                        (it) -> it.put("image", "apache/kafka:3.9.0"), "another version than"),
                mistake("a value that the API does not accept", KAFKA,
                        "/spec/template/spec/topologySpreadConstraints/0",
                        (it) -> it.put("whenUnsatisfiable", "DoNotSchedul"), "whenUnsatisfiable is 'DoNotSchedul'"),
                mistake("no limits", CONSUMER, CONTAINER + "/resources", (it) -> it.remove("limits"),
                        "must request and limit"),
                mistake("no time to stop", CONSUMER, "/spec/template/spec",
                        (it) -> it.put("terminationGracePeriodSeconds", 10), "a stop can take"),
                mistake("a grace period shorter than the shutdown timeout", "StatefulSet/producer-service",
                        "/spec/template/spec", (it) -> it.put("terminationGracePeriodSeconds", 30),
                        "a stop can take 31"),
                mistake("a shutdown timeout longer than the grace period", "ConfigMap/services", "/data",
                        (it) -> it.put("SENSOR_SHUTDOWN_TIMEOUT", "2m"), "a stop can take 121"));
    }

    static Stream<Arguments> references() {
        return Stream.of(
                mistake("a probe with an undefined port", CONSUMER, CONTAINER + "/livenessProbe/httpGet",
                        (it) -> it.put("port", "htpp"), "livenessProbe uses an undefined port"),
                mistake("a readiness probe with the liveness path", CONSUMER, CONTAINER + "/readinessProbe/httpGet",
                        (it) -> it.put("path", "/actuator/health/liveness"), "readinessProbe uses the path"),
                mistake("a service without pods", "Service/kafka", "/spec/selector",
                        (it) -> it.put("app.kubernetes.io/name", "kafkas"), "Service/kafka: its selector"),
                mistake("a service with an undefined port", "Service/kafka", "/spec/ports/0",
                        (it) -> it.put("targetPort", 9094), "targetPort '9094'"),
                mistake("a missing ConfigMap", CONSUMER, CONTAINER + "/envFrom/0/configMapRef",
                        (it) -> it.put("name", "service"), "there is no ConfigMap 'service'"),
                mistake("a key that no documented Secret has", CONSUMER, "/spec/template/spec/volumes/1/secret/items/0",
                        (it) -> it.put("key", "admin-password"), "key 'admin-password'"),
                mistake("a missing volume", CONSUMER, CONTAINER + "/volumeMounts/0", (it) -> it.put("name", "outptu"),
                        "there is no volume 'outptu'"),
                mistake("a missing governing service", KAFKA, "/spec", (it) -> it.put("serviceName", "kafka"),
                        "is not a headless service"),
                mistake("a budget without pods", "PodDisruptionBudget/kafka", "/spec/selector/matchLabels",
                        (it) -> it.put("app.kubernetes.io/name", "broker"), "PodDisruptionBudget/kafka: its selector"));
    }

    static Stream<Arguments> security() {
        String pod = "/spec/template/spec/securityContext";
        String container = CONTAINER + "/securityContext";
        return Stream.of(mistake("root", CONSUMER, pod, (it) -> it.put("runAsUser", 0), "user that is not 0"),
                mistake("root not excluded", CONSUMER, pod, (it) -> it.remove("runAsNonRoot"), "run as non-root"),
                mistake("no seccomp profile", KAFKA, pod, (it) -> it.remove("seccompProfile"), "seccomp"),
                mistake("capabilities", KAFKA, container,
                        (it) -> it.putObject("capabilities").putArray("add").add("NET_ADMIN"), "capabilities"),
                mistake("a writable root", KAFKA, container, (it) -> it.remove("readOnlyRootFilesystem"),
                        "read-only root"),
                mistake("a mounted token", CONSUMER, "/spec/template/spec",
                        (it) -> it.remove("automountServiceAccountToken"), "service account's token"),
                mistake("a mounted directory of the host", CONSUMER, "/spec/template/spec/volumes/0", (it) -> {
                    it.remove("emptyDir");
                    it.putObject("hostPath").put("path", "/tmp");
                }, "allowed types"), mistake("a namespace that enforces nothing", "Namespace/sensor-streams",
                        "/metadata", (it) -> it.putObject("labels"), "restricted Pod Security"));
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                mistake("a variable misspelt", "ConfigMap/consumer-service", "/data",
                        (it) -> it.put("SENSOR_TOPIC", "AIR"), "does not read SENSOR_TOPIC"),
                mistake("a variable of the other service", "ConfigMap/services", "/data",
                        (it) -> it.put("SENSOR_DATA_DIR", "/data"),
                        "consumer-service: the program does not read SENSOR_DATA_DIR"),
                mistake("a password file without a mount", CONSUMER, CONTAINER + "/env/2",
                        (it) -> it.put("value", "/run/secrets/operator"), "no secret is mounted as that file"),
                mistake("files outside the claim", CONSUMER, CONTAINER + "/volumeMounts/0",
                        (it) -> it.put("mountPath", "/out"), "where the program keeps its files"),
                mistake("a broker's setting misspelt", "ConfigMap/kafka", "/data",
                        (it) -> it.put("KAFKA_MIN_INSYNC_REPLICA", "2"), "no setting 'min.insync.replica'"),
                mistake("a listener without a protocol", "ConfigMap/kafka", "/data",
                        (it) -> it.put("KAFKA_LISTENERS", "CONTROLLER://:9093,CLIENT://:9092"),
                        "Kafka rejects its settings"),
                mistake("the same name for all brokers", KAFKA, CONTAINER + "/env/3",
                        (it) -> it.put("value", "INTERNAL://kafka:9092"), "advertises INTERNAL://kafka:9092"),
                mistake("variables of other services", KAFKA, "/spec/template/spec",
                        (it) -> it.remove("enableServiceLinks"), "enableServiceLinks must be false"),
                mistake("brokers that wait for each other", KAFKA, "/spec", (it) -> it.remove("podManagementPolicy"),
                        "podManagementPolicy must be Parallel"),
                mistake("brokers that cannot find each other", "Service/kafka-nodes", "/spec",
                        (it) -> it.remove("publishNotReadyAddresses"), "must publish addresses that are not ready"),
                mistake("a broker that is not a voter", KAFKA, "/spec", (it) -> it.put("replicas", 4),
                        "KAFKA_CONTROLLER_QUORUM_VOTERS is not"));
    }

    static Stream<Arguments> network() {
        return Stream.of(
                arguments(
                        Named.of("no policy to the brokers",
                                (UnaryOperator<Manifests>) (it) -> it.without("NetworkPolicy/services-to-kafka")),
                        "no policy allows it to reach kafka at port 9092"),
                arguments(
                        Named.of("everything allowed",
                                (UnaryOperator<Manifests>) (it) -> it.without("NetworkPolicy/default-deny")),
                        "none denies everything"),
                mistake("a policy without pods", "NetworkPolicy/http", "/spec/podSelector/matchLabels",
                        (it) -> it.put("app.kubernetes.io/component", "services"), "NetworkPolicy/http: its selector"),
                mistake("unknown brokers", "ConfigMap/services", "/data",
                        (it) -> it.put("KAFKA_BOOTSTRAP_SERVERS", "kafka1:9092"), "there is no Service 'kafka1'"),
                arguments(
                        Named.of("no policy between replicas",
                                (UnaryOperator<Manifests>) (it) -> it.without("NetworkPolicy/consumer-replicas")),
                        "no policy allows it to reach consumer-service-0.consumer-service-replicas at port 8082"),
                mistake("the same address for all replicas", CONSUMER, CONTAINER + "/env/4",
                        (it) -> it.put("value", "http://consumer-service-1.consumer-service-replicas:8082"),
                        "there is no Service 'consumer-service-1.consumer-service-replicas'"));
    }

    static Stream<Arguments> placement() {
        String policy = "/spec/persistentVolumeClaimRetentionPolicy";
        String spread = "/spec/template/spec/topologySpreadConstraints/0";
        return Stream.of(
                mistake("claims that are deleted with their replica", CONSUMER, policy,
                        (it) -> it.put("whenScaled", "Delete"), "persistentVolumeClaimRetentionPolicy"),
                mistake("claims that are deleted with the set", KAFKA, policy, (it) -> it.put("whenDeleted", "Delete"),
                        "persistentVolumeClaimRetentionPolicy"),
                mistake("no policy for claims", CONSUMER, "/spec",
                        (it) -> it.remove("persistentVolumeClaimRetentionPolicy"),
                        "persistentVolumeClaimRetentionPolicy"),
                mistake("pods that are not spread", CONSUMER, "/spec/template/spec",
                        (it) -> it.remove("topologySpreadConstraints"), "not spread over nodes"),
                mistake("a spread of other pods", CONSUMER, spread + "/labelSelector/matchLabels",
                        (it) -> it.put("app.kubernetes.io/name", "kafka"), "for other pods"),
                mistake("a missing priority class", KAFKA, "/spec/template/spec",
                        (it) -> it.put("priorityClassName", "high"), "there is no PriorityClass 'high'"));
    }

    static Stream<Arguments> isFoundInCustomResources() {
        return Stream.of(
                mistake("a host without TLS", INGRESS, "/spec/tls/0", (it) -> it.putArray("hosts"), "has no TLS"),
                mistake("another secret", INGRESS, "/spec/tls/0", (it) -> it.put("secretName", "tls"), "has no TLS"),
                mistake("a missing port", INGRESS, "/spec/rules/0/http/paths/0/backend/service/port",
                        (it) -> it.put("name", "https"), "there is no Service 'producer-service' with port 'https'"),
                mistake("a name that the services refuse", INGRESS, "/spec/rules/1",
                        (it) -> it.put("host", "c.example"), "consumer-service does not accept the name c.example"),
                mistake("callers that share one address", "ConfigMap/services", "/data",
                        (it) -> it.remove("SERVER_FORWARD_HEADERS_STRATEGY"), "counts wrong passwords"),
                mistake("a policy for every pod of a namespace", "NetworkPolicy/ingress", "/spec/ingress/0/from/0",
                        (it) -> it.remove("podSelector"), "no policy lets pods of a controller"),
                mistake("two spreads over one topology", CONSUMER, "/spec/template/spec/topologySpreadConstraints/0",
                        (it) -> it.put("topologyKey", "kubernetes.io/hostname"), "two topology spread constraints"),
                mistake("a class misspelt", "PriorityClass/sensor-streams-broker", "", (it) -> it.put("valeu", 1),
                        "valeu"),
                mistake("a monitor's field misspelt", "ServiceMonitor/sensor-streams", "/spec/endpoints/0",
                        (it) -> it.put("intervall", "15s"), "intervall"),
                mistake("an undefined port of a monitor", "ServiceMonitor/sensor-streams", "/spec/endpoints/0",
                        (it) -> it.put("port", "metrics"), "has no port 'metrics'"),
                mistake("a rule's field misspelt", "PrometheusRule/sensor-streams", "/spec/groups/0/rules/1",
                        (it) -> it.put("fro", "30s"), "fro"),
                mistake("a scaler's field misspelt", "ScaledObject/consumer-service", "/spec",
                        (it) -> it.put("maxReplicas", 4), "maxReplicas"),
                mistake("a missing target", "ScaledObject/consumer-service", "/spec/scaleTargetRef",
                        (it) -> it.put("name", "consumer"), "there is no StatefulSet 'consumer'"),
                mistake("an undocumented Secret", CONSUMER, CONTAINER + "/env/5/valueFrom/secretKeyRef",
                        (it) -> it.put("key", "password"), "key 'password'"));
    }

    static Stream<Arguments> isFoundInStrimzisResources() {
        return Stream.of(
                mistake("a field misspelt", "Kafka/sensor-streams", "/spec/kafka/listeners/0",
                        (it) -> it.put("tsl", true), "tsl"),
                mistake("a pool's field misspelt", "KafkaNodePool/nodes", "/spec", (it) -> it.put("role", "broker"),
                        "role"),
                mistake("another cluster", "Kafka/sensor-streams", "/metadata", (it) -> it.put("name", "main"),
                        "there is no Service 'sensor-streams-kafka-bootstrap'"));
    }

    /**
     * Creates a test case: a change at one place of a document, and part of the expected
     * fault.
     */
    static Arguments mistake(String name, String document, String at, Consumer<ObjectNode> change, String fault) {
        UnaryOperator<Manifests> mistake = (manifests) -> manifests.with(document, (tree) -> {
            JsonNode place = tree.at(at);
            assertThat(place).as("%s %s", document, at).isInstanceOf(ObjectNode.class);
            change.accept((ObjectNode) place);
        });
        return arguments(Named.of(name, mistake), fault);
    }

}

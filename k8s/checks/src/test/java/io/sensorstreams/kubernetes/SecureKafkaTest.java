package io.sensorstreams.kubernetes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Checks components/secure-kafka in every combination in which it can be used. */
@EnabledIf(value = "io.sensorstreams.kubernetes.Kustomize#installed",
        disabledReason = "no kubectl with kustomize 5 or newer")
class SecureKafkaTest {

    private static final String COMPONENT = "secure-kafka";

    private static final String KAFKA = "StatefulSet/kafka";

    private static final String ACCESS = "Deployment/kafka-access";

    private static final String POD = "/spec/template/spec";

    private static final String CONTAINER = POD + "/containers/0";

    private static Manifests secure;

    @BeforeAll
    static void render(@TempDir Path place) {
        secure = Kustomize.overlay("kind", place, COMPONENT);
    }

    @ParameterizedTest
    @ValueSource(strings = { "base", "overlays/small", "overlays/kind" })
    void theComponentFollowsAllRules(String directory, @TempDir Path place) {
        assertThat(faults(Kustomize.combination(directory, place, COMPONENT))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "base", "overlays/small", "overlays/kind" })
    void allOtherComponentsCanBeAdded(String directory, @TempDir Path place) {
        List<String> components = new ArrayList<>(List.of(ManifestsTest.COMPONENTS));
        components.add(COMPONENT);

        assertThat(faults(Kustomize.combination(directory, place, components.toArray(String[]::new)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "monitoring", "zones", "priority", "large-volumes", "ingress" })
    void anyOtherComponentCanBeAdded(String other, @TempDir Path place) {
        assertThat(faults(Kustomize.overlay("small", place, other, COMPONENT))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "producer-service", "consumer-service" })
    void theServicesHaveTheSettingsOfTheProductionOverlay(String service) {
        assertThat(ClientSettings.springs(service, secure)).isNotEmpty()
            .isEqualTo(ClientSettings.springs(service, Kustomize.overlay("production")));
    }

    /** The listeners, the settings and the users are those of the compose file. */
    @Test
    void theBrokersHaveTheSettingsOfTheComposeFile() {
        String compose = ProjectFiles.read("docker-compose.secure.yml");
        BrokerProperties broker = BrokerProperties.of(Workload.named("kafka", secure), 0, secure);

        for (String setting : List.of("inter.broker.listener.name", "ssl.keystore.type", "ssl.keystore.location",
                "ssl.truststore.type", "ssl.truststore.location", "sasl.enabled.mechanisms", "authorizer.class.name")) {
            String variable = "KAFKA_" + setting.toUpperCase(Locale.ROOT).replace('.', '_');
            assertThat(compose).contains(variable + ": " + broker.get(setting));
        }
        assertThat(compose).contains("CONTROLLER://:9093,BROKER://:9094,INTERNAL://:9092,HOST://");
        assertThat(broker.get("listeners")).isEqualTo("CONTROLLER://:9093,BROKER://:9094,INTERNAL://:9092");
    }

    /** The names in the certificates are those by which brokers are called. */
    @Test
    void theDocumentedCertificatesHaveTheNamesOfTheBrokers() {
        String command = ProjectFiles.find("docs/kubernetes.md", "secure/certificates.sh (--san [^\\n]+)");
        Workload kafka = Workload.named("kafka", secure);
        String bootstrap = PodEnvironment.of(Workload.named("consumer-service", secure), 0, secure)
            .getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "");

        assertThat(command).contains("--san " + bootstrap.split(":")[0] + " ");
        for (int ordinal = 0; ordinal < kafka.replicas(); ordinal++) {
            assertThat(command).contains(" kafka-" + ordinal);
            assertThat(BrokerProperties.of(kafka, ordinal, secure).host())
                .isEqualTo("kafka-" + ordinal + ".kafka-nodes.sensor-streams.svc");
        }
        assertThat(command).contains("--san '{}.kafka-nodes.sensor-streams.svc'");
    }

    @ParameterizedTest
    @MethodSource({ "brokers", "clients", "administrator" })
    void aMistakeIsFound(Mistake mistake, String fault) {
        Manifests changed = secure.with(mistake.document(), (tree) -> {
            JsonNode place = tree.at(mistake.at());
            assertThat(place).as("%s %s", mistake.document(), mistake.at()).isInstanceOf(ObjectNode.class);
            mistake.change().accept((ObjectNode) place);
        });

        assertThat(faults(changed)).anySatisfy((found) -> assertThat(found).contains(fault));
    }

    static Stream<Arguments> brokers() {
        String data = "/data";
        String kafka = "ConfigMap/kafka";
        return Stream.of(
                mistake("a listener without TLS", kafka, data,
                        (it) -> it.put("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
                                "CONTROLLER:SSL,BROKER:SSL,INTERNAL:PLAINTEXT"),
                        "listener INTERNAL has no TLS: PLAINTEXT"),
                mistake("a further listener without TLS", kafka, data, (it) -> {
                    it.put("KAFKA_LISTENERS", "CONTROLLER://:9093,BROKER://:9094,INTERNAL://:9092,PLAINTEXT://:9095");
                    it.put("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
                            "CONTROLLER:SSL,BROKER:SSL,INTERNAL:SASL_SSL,PLAINTEXT:PLAINTEXT");
                }, "listener PLAINTEXT has no TLS"),
                mistake("passwords without TLS", kafka, data,
                        (it) -> it.put("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
                                "CONTROLLER:SSL,BROKER:SSL,INTERNAL:SASL_PLAINTEXT"),
                        "listener INTERNAL has no TLS: SASL_PLAINTEXT"),
                mistake("controllers that let everybody in", kafka, data,
                        (it) -> it.put("KAFKA_LISTENER_NAME_CONTROLLER_SSL_CLIENT_AUTH", "requested"),
                        "listener CONTROLLER does not require a certificate"),
                mistake("brokers that let everybody in", kafka, data,
                        (it) -> it.remove("KAFKA_LISTENER_NAME_BROKER_SSL_CLIENT_AUTH"),
                        "listener BROKER does not require a certificate"),
                mistake("no ACLs", kafka, data, (it) -> it.remove("KAFKA_AUTHORIZER_CLASS_NAME"),
                        "authorizer.class.name is ''"),
                mistake("rights for everybody", kafka, data,
                        (it) -> it.put("KAFKA_ALLOW_EVERYONE_IF_NO_ACL_FOUND", "true"), "allow.everyone"),
                mistake("a service with all rights", kafka, data,
                        (it) -> it.put("KAFKA_SUPER_USERS",
                                "User:kafka-0;User:kafka-1;User:kafka-2;User:admin;User:producer-service"),
                        "super.users is"),
                mistake("a setting misspelt", kafka, data, (it) -> it.put("KAFKA_SSL_KEYSTORE_LOCATOIN", "x"),
                        "Kafka has no setting 'ssl.keystore.locatoin'"),
                mistake("keys of all brokers in each of them", KAFKA, CONTAINER + "/volumeMounts/0",
                        (it) -> it.remove("subPathExpr"), "expected its own certificate"),
                mistake("the key of another broker", KAFKA, POD + "/volumes/0/secret/items/1",
                        (it) -> it.put("key", "kafka-1.pem"), "expected its own certificate"),
                mistake("an undocumented key", KAFKA, POD + "/volumes/0/secret/items/1",
                        (it) -> it.put("key", "kafka-0.key"), "key 'kafka-0.key'"),
                mistake("a variable before those that it uses", KAFKA, CONTAINER,
                        (it) -> ((ArrayNode) it.path("env")).insert(0, ((ArrayNode) it.path("env")).remove(3)),
                        "advertises BROKER://$(POD_NAME)"),
                mistake("a port without a policy", "NetworkPolicy/kafka", "/spec/ingress/0/ports/0",
                        (it) -> it.put("port", 9092), "no policy allows it to reach kafka at port 9094"));
    }

    static Stream<Arguments> clients() {
        String services = "ConfigMap/services";
        String consumer = "StatefulSet/consumer-service";
        return Stream.of(
                mistake("clients without TLS", services, "/data",
                        (it) -> it.put("SPRING_KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT"), "do not use SASL_SSL"),
                mistake("clients without a mechanism", services, "/data",
                        (it) -> it.remove("SPRING_KAFKA_PROPERTIES_SASL_MECHANISM"), "do not use SASL_SSL"),
                mistake("another bundle", services, "/data", (it) -> it.put("SPRING_KAFKA_SSL_BUNDLE", "broker"),
                        "its SSL bundle does not follow"),
                mistake("a certificate that stays", services, "/data",
                        (it) -> it.remove("SPRING_SSL_BUNDLE_PEM_KAFKA_RELOADONUPDATE"),
                        "its SSL bundle does not follow"),
                mistake("a missing certificate", services, "/data",
                        (it) -> it.put("SPRING_SSL_BUNDLE_PEM_KAFKA_TRUSTSTORE_CERTIFICATE", "file:/run/ca.crt"),
                        "no secret is mounted as that file"),
                mistake("the password of the other service", consumer, CONTAINER + "/env/5/valueFrom/secretKeyRef",
                        (it) -> it.put("key", "producer-service-password"), "does not log in as consumer-service"),
                mistake("another user", consumer, CONTAINER + "/env/6",
                        (it) -> it.put("value", it.path("value").asText().replace("consumer-", "producer-")),
                        "does not log in as consumer-service"),
                mistake("a variable that nothing uses", consumer, CONTAINER + "/env/6", (it) -> it.put("value", "none"),
                        "does not read KAFKA_PASSWORD"));
    }

    static Stream<Arguments> administrator() {
        return Stream.of(
                mistake("an administrator with all capabilities", ACCESS, CONTAINER + "/securityContext",
                        (it) -> it.remove("capabilities"), "Deployment/kafka-access: container 'kafka-access' must"),
                mistake("a writable root", ACCESS, CONTAINER + "/securityContext",
                        (it) -> it.put("readOnlyRootFilesystem", false), "Deployment/kafka-access"),
                mistake("no readiness", ACCESS, CONTAINER, (it) -> it.remove("readinessProbe"),
                        "Deployment/kafka-access: readinessProbe is missing"),
                mistake("no limits", ACCESS, CONTAINER + "/resources", (it) -> it.remove("limits"),
                        "must request and limit"),
                mistake("no password for a user", ACCESS, CONTAINER + "/env/5",
                        (it) -> it.put("name", "KAFKA_UI_PASSWORD_FILE"), "not the password of user kafka-ui"),
                mistake("the address of clients", ACCESS, CONTAINER + "/env/1", (it) -> it.put("value", "kafka:9092"),
                        "BROKERS is not"),
                mistake("no certificate", ACCESS, CONTAINER + "/volumeMounts/1",
                        (it) -> it.put("mountPath", "/etc/kafka/certificates"), "which secure/admin.properties names"),
                mistake("no way to the brokers", "NetworkPolicy/kafka-access", "/spec/egress/0/ports/0",
                        (it) -> it.put("port", 9092), "no policy allows it to reach kafka at port 9094"));
    }

    private static List<String> faults(Manifests manifests) {
        return Stream.concat(ManifestsTest.faults(manifests).stream(), new SecureKafkaRule().faults(manifests).stream())
            .toList();
    }

    private static Arguments mistake(String name, String document, String at, Consumer<ObjectNode> change,
            String fault) {
        return arguments(Named.of(name, new Mistake(document, at, change)), fault);
    }

    private record Mistake(String document, String at, Consumer<ObjectNode> change) {
    }

}

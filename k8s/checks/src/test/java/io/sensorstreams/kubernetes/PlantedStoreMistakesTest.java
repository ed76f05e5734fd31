package io.sensorstreams.kubernetes;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Checks that the rules find faults of pods that have their files in an object store. */
@EnabledIf(value = "io.sensorstreams.kubernetes.Kustomize#installed",
        disabledReason = "no kubectl with kustomize 5 or newer")
class PlantedStoreMistakesTest {

    private static final String CONTAINER = "/spec/template/spec/containers/0";

    private static Manifests manifests;

    @BeforeAll
    static void render() {
        manifests = Kustomize.overlay("object-store");
    }

    @ParameterizedTest
    @MethodSource
    void isFound(UnaryOperator<Manifests> mistake, String fault) {
        assertThat(ManifestsTest.faults(mistake.apply(manifests)))
            .anySatisfy((found) -> assertThat(found).contains(fault));
    }

    static Stream<Arguments> isFound() {
        String consumer = "Deployment/consumer-service";
        String settings = "ConfigMap/consumer-service";
        return Stream.of(
                PlantedMistakesTest.mistake("files that are lost with their pod", settings, "/data",
                        (it) -> it.remove("SENSOR_STORE"), "SENSOR_STORE must be s3"),
                PlantedMistakesTest.mistake("a store that does not exist", settings, "/data",
                        (it) -> it.put("SENSOR_STORE", "s4"), "SENSOR_STORE must be s3"),
                PlantedMistakesTest.mistake("no bucket", settings, "/data", (it) -> it.remove("SENSOR_BUCKET"),
                        "SENSOR_BUCKET is unset"),
                PlantedMistakesTest.mistake("no region", settings, "/data", (it) -> it.remove("SENSOR_S3_REGION"),
                        "neither SENSOR_S3_REGION nor SENSOR_S3_ENDPOINT is set"),
                PlantedMistakesTest.mistake("no credentials", settings, "/data",
                        (it) -> it.remove("AWS_SHARED_CREDENTIALS_FILE"), "no credentials for the object store"),
                PlantedMistakesTest.mistake("credentials that are not mounted", settings, "/data",
                        (it) -> it.put("AWS_SHARED_CREDENTIALS_FILE", "/run/secrets/credentials"),
                        "no secret is mounted as that file"),
                PlantedMistakesTest.mistake("a key that no documented Secret has", consumer,
                        "/spec/template/spec/volumes/3/secret/items/0", (it) -> it.put("key", "password"),
                        "no Secret 'object-store' with key 'password'"),
                arguments(
                        Named.of("no policy to the store",
                                (UnaryOperator<Manifests>) (it) -> it.without("NetworkPolicy/consumer-to-store")),
                        "no policy allows it to reach s3.amazonaws.com at port 443"),
                PlantedMistakesTest.mistake("another port of the store", settings, "/data",
                        (it) -> it.put("SENSOR_S3_ENDPOINT", "https://store.example.com:9000"),
                        "no policy allows it to reach store.example.com at port 9000"),
                PlantedMistakesTest.mistake("a directory without a limit", consumer,
                        "/spec/template/spec/volumes/2/emptyDir", (it) -> it.remove("sizeLimit"),
                        "no emptyDir with a sizeLimit"),
                PlantedMistakesTest.mistake("the same address for all replicas", consumer, CONTAINER + "/env/5",
                        (it) -> it.put("value", "http://consumer-service-replicas:8082"),
                        "there is no Service 'consumer-service-replicas'"),
                PlantedMistakesTest.mistake("no time to start", consumer, CONTAINER, (it) -> it.remove("startupProbe"),
                        "startupProbe is missing"),
                PlantedMistakesTest.mistake("no time to stop", consumer, "/spec/template/spec",
                        (it) -> it.put("terminationGracePeriodSeconds", 10), "a stop can take"),
                PlantedMistakesTest.mistake("pods that are not spread", consumer, "/spec/template/spec",
                        (it) -> it.remove("topologySpreadConstraints"), "not spread over nodes"));
    }

}

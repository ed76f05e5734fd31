package io.sensorstreams.kubernetes;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks that a running deployment can move from one overlay to another one by
 * {@code kubectl apply}. The API server refuses a change of any other field of a stateful
 * set than those in {@link #CHANGEABLE}.
 */
@EnabledIf(value = "io.sensorstreams.kubernetes.Kustomize#installed",
        disabledReason = "no kubectl with kustomize 5 or newer")
class MovesTest {

    private static final Set<String> CHANGEABLE = Set.of("replicas", "ordinals", "template", "updateStrategy",
            "revisionHistoryLimit", "persistentVolumeClaimRetentionPolicy", "minReadySeconds");

    private static Map<String, JsonNode> base;

    @BeforeAll
    static void renderBase() {
        base = fixed(Kustomize.render(Kustomize.DIRECTORY.resolve("base")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "small", "kind", "production", "strimzi" })
    void everyOverlayCanReplaceTheBase(String overlay) {
        assertSame(fixed(Kustomize.overlay(overlay)));
    }

    /** The stateful set of the consumer-service is deleted by hand. */
    @Test
    void theOverlayWithAnObjectStoreCanReplaceTheRestOfTheBase() {
        Map<String, JsonNode> sets = fixed(Kustomize.overlay("object-store"));

        assertThat(sets).containsOnlyKeys("StatefulSet/kafka", "StatefulSet/producer-service");
        assertSame(sets);
    }

    @ParameterizedTest
    @ValueSource(strings = { "monitoring", "autoscaling", "zones", "priority", "ingress", "secure-kafka" })
    void everyComponentButTheVolumesCanBeAddedLater(String component, @TempDir Path place) {
        assertSame(fixed(Kustomize.overlay("small", place, component)));
    }

    @Test
    void volumesAreChosenOnce(@TempDir Path place) {
        assertThat(fixed(Kustomize.overlay("small", place, "large-volumes"))).isNotEqualTo(base);
    }

    private static void assertSame(Map<String, JsonNode> others) {
        assertThat(others).isNotEmpty();
        others.forEach((name, fields) -> assertThat(fields).as(name).isEqualTo(base.get(name)));
    }

    /** Returns the fields of each stateful set that must not change. */
    private static Map<String, JsonNode> fixed(Manifests manifests) {
        Map<String, JsonNode> sets = new TreeMap<>();
        for (ObjectNode document : manifests.documents()) {
            if (document.path("kind").asText().equals("StatefulSet")) {
                ObjectNode spec = ((ObjectNode) document.path("spec")).deepCopy();
                spec.remove(List.copyOf(CHANGEABLE));
                sets.put(Manifests.name(document), spec);
            }
        }
        return sets;
    }

}

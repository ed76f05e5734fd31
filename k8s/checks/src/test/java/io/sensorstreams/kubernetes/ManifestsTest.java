package io.sensorstreams.kubernetes;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledIf(value = "io.sensorstreams.kubernetes.Kustomize#installed",
        disabledReason = "no kubectl with kustomize 5 or newer")
class ManifestsTest {

    static final String[] COMPONENTS = { "monitoring", "autoscaling", "zones", "priority", "large-volumes", "ingress" };

    @ParameterizedTest
    @ValueSource(strings = { "small", "kind", "production", "strimzi", "object-store" })
    void everyOverlayFollowsAllRules(String overlay) {
        assertThat(faults(Kustomize.overlay(overlay))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "small", "kind", "production", "strimzi", "object-store" })
    void everyOverlayTakesTheComponents(String overlay, @TempDir Path place) {
        assertThat(faults(Kustomize.overlay(overlay, place, COMPONENTS))).isEmpty();
    }

    @Test
    void theBaseNeedsNoOverlay() {
        assertThat(faults(Kustomize.render(Kustomize.DIRECTORY.resolve("base")))).isEmpty();
    }

    static List<String> faults(Manifests manifests) {
        Stream<Rule> rules = Stream.of(Manifests::malformed, new VocabularyRule(), new SelectorRule(),
                new ReferenceRule(), new PodSecurityRule(), new ContainerRule(), new ServiceEnvironmentRule(),
                new BrokerRule(), new NetworkRule(), new VolumeRule(), new StoreRule(), new PlacementRule(),
                new IngressRule());
        return rules.flatMap((rule) -> rule.faults(manifests).stream()).distinct().toList();
    }

}

package io.sensorstreams.kubernetes;

import java.math.BigDecimal;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.Quantity;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks what the pods of an overlay request together, and that docs/kubernetes.md has
 * these sums.
 */
@EnabledIf(value = "io.sensorstreams.kubernetes.Kustomize#installed",
        disabledReason = "no kubectl with kustomize 5 or newer")
class ResourcesTest {

    /**
     * The control plane and the add-ons of a node with 2 CPUs request up to 950m of it.
     */
    private static final int FREE_MILLIS = 1050;

    private static final BigDecimal MEBI = BigDecimal.valueOf(1 << 20);

    @Test
    void theSmallOverlayFitsANodeWithTwoProcessorsAndFourGibibytes() {
        Manifests small = Kustomize.overlay("small");

        assertThat(requested(small, ResourcesTest::millis)).isLessThanOrEqualTo(FREE_MILLIS);
        assertThat(requested(small, ResourcesTest::mebibytes)).isLessThanOrEqualTo(3 * 1024);
    }

    @Test
    void theBaseFitsANodeWithTwoProcessorsAndEightGibibytes() {
        Manifests base = Kustomize.render(Kustomize.DIRECTORY.resolve("base"));

        assertThat(requested(base, ResourcesTest::millis)).isLessThanOrEqualTo(FREE_MILLIS);
        assertThat(requested(base, ResourcesTest::mebibytes)).isLessThanOrEqualTo(7 * 1024);
    }

    @Test
    void strimziRequestsForABrokerWhatTheBaseRequests() {
        Workload kafka = Workload.of(Kustomize.render(Kustomize.DIRECTORY.resolve("base")))
            .stream()
            .filter((workload) -> workload.name().equals("kafka"))
            .findFirst()
            .orElseThrow();

        assertThat(Kustomize.overlay("strimzi").all(KafkaNodePool.class)).singleElement()
            .satisfies((pool) -> assertThat(pool.getSpec().getResources())
                .isEqualTo(kafka.pod().getContainers().get(0).getResources()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = { "base", "overlays/small", "overlays/kind", "overlays/production", "overlays/object-store" })
    void theSumsAreDocumented(String directory) {
        Manifests manifests = Kustomize.render(Kustomize.DIRECTORY.resolve(directory));
        Matcher row = Pattern
            .compile("\\| `" + directory + "` \\| [^|]+ \\| (\\d+)m CPU, (\\d+) MiB[^|]* \\| (\\d+) GiB")
            .matcher(ProjectFiles.read("docs/kubernetes.md"));

        assertThat(row.find()).as("a row for " + directory).isTrue();
        assertThat(row.group(1)).isEqualTo(String.valueOf(requested(manifests, ResourcesTest::millis)));
        assertThat(row.group(2)).isEqualTo(String.valueOf(requested(manifests, ResourcesTest::mebibytes)));
        assertThat(row.group(3)).isEqualTo(String.valueOf(volumes(manifests)));
    }

    private static int requested(Manifests manifests, ToIntFunction<Workload> pod) {
        return Workload.of(manifests).stream().mapToInt((it) -> it.replicas() * pod.applyAsInt(it)).sum();
    }

    private static int millis(Workload workload) {
        return sum(workload, "cpu").multiply(BigDecimal.valueOf(1000)).intValueExact();
    }

    private static int mebibytes(Workload workload) {
        return sum(workload, "memory").divide(MEBI).intValueExact();
    }

    private static BigDecimal sum(Workload workload, String resource) {
        return workload.pod()
            .getContainers()
            .stream()
            .map((container) -> container.getResources().getRequests().get(resource))
            .map(Quantity::getAmountInBytes)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Returns the sizes of all volumes of stateful sets, in GiB. */
    private static int volumes(Manifests manifests) {
        return requested(manifests,
                (workload) -> workload.spec()
                    .getVolumeClaimTemplates()
                    .stream()
                    .map((claim) -> claim.getSpec().getResources().getRequests().get("storage"))
                    .mapToInt((size) -> Quantity.getAmountInBytes(size).divide(MEBI).intValueExact() / 1024)
                    .sum());
    }

}

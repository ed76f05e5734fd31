package io.sensorstreams.common.web.security.token;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClaimPathTest {

    @Test
    void findsAListAtTheTop() {
        assertThat(texts("roles", Map.of("roles", List.of("operator", "other")))).containsExactlyInAnyOrder("operator",
                "other");
    }

    @Test
    void findsAListInside() {
        assertThat(texts("realm_access.roles", Map.of("realm_access", Map.of("roles", List.of("viewer")))))
            .containsExactly("viewer");
    }

    @Test
    void findsNamesWithDots() {
        assertThat(texts("https://example.com/roles", Map.of("https://example.com/roles", List.of("a"))))
            .containsExactly("a");
        assertThat(texts("resource_access.sensor.streams.roles",
                Map.of("resource_access", Map.of("sensor.streams", Map.of("roles", List.of("b"))))))
            .containsExactly("b");
        assertThat(texts("https://example.com/app.roles",
                Map.of("https://example.com/app", Map.of("roles", List.of("c")))))
            .containsExactly("c");
    }

    @Test
    void findsAnotherBranchWhenTheFirstOneEnds() {
        assertThat(texts("a.b.c", Map.of("a", Map.of("x", "y"), "a.b", Map.of("c", "d")))).containsExactly("d");
    }

    @Test
    void aTextCountsAsAWholeAndByItsWords() {
        assertThat(texts("scope", Map.of("scope", "openid sensor operator")))
            .containsExactlyInAnyOrder("openid sensor operator", "openid", "sensor", "operator");
    }

    @Test
    void otherValuesHaveNoTexts() {
        assertThat(texts("roles", Map.of())).isEmpty();
        assertThat(texts("roles", Map.of("roles", 5))).isEmpty();
        assertThat(texts("roles", Map.of("roles", " "))).isEqualTo(Set.of(" "));
        assertThat(texts("roles", Map.of("roles", Map.of("operator", "x")))).isEmpty();
        assertThat(texts("roles", Map.of("roles", List.of(1, List.of("operator"), "viewer"))))
            .containsExactly("viewer");
        assertThat(texts("roles.operator", Map.of("roles", List.of("operator")))).isEmpty();
    }

    private static Set<String> texts(String path, Map<String, Object> claims) {
        return new ClaimPath(path).texts(claims);
    }

}

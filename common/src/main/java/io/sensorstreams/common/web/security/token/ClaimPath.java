package io.sensorstreams.common.web.security.token;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Finds the texts of a claim by its path, such as {@code realm_access.roles}. A name may
 * have dots, too: {@code https://example.com/roles} and
 * {@code resource_access.sensor.streams.roles} are found.
 *
 * @param text the path
 */
record ClaimPath(String text) {

    /**
     * Returns the texts of the claim. A claim that is one text counts as a whole, and by
     * its words: {@code scope} has several in one text.
     */
    Set<String> texts(Map<String, Object> claims) {
        Object value = find(claims, this.text);
        if (value instanceof String one) {
            return Stream.concat(Stream.of(one), Arrays.stream(one.split("\\s+")))
                .filter((word) -> !word.isEmpty())
                .collect(Collectors.toSet());
        }
        Collection<?> all = (value instanceof Collection<?> list) ? list : List.of();
        return all.stream().filter(String.class::isInstance).map(String.class::cast).collect(Collectors.toSet());
    }

    private static @Nullable Object find(Map<?, ?> claims, String path) {
        Object whole = claims.get(path);
        for (int dot = path.indexOf('.'); whole == null && dot >= 0; dot = path.indexOf('.', dot + 1)) {
            if (claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
                whole = find(inner, path.substring(dot + 1));
            }
        }
        return whole;
    }

}

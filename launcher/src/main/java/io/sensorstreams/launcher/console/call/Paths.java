package io.sensorstreams.launcher.console.call;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Builds the paths of requests. */
public final class Paths {

    private Paths() {
    }

    /** Returns the path with these segments, each of them encoded. */
    public static String of(Object... segments) {
        return Arrays.stream(segments)
            .map((segment) -> "/" + encoded(segment.toString()))
            .collect(Collectors.joining("", "/api", ""));
    }

    /** Returns the query of these parameters, which are encoded; empty without them. */
    public static String query(List<String> parameters) {
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }

    /** Encodes a segment of a path or a value of a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

}

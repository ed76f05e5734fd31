package io.sensorstreams.launcher.api;

import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/** Reads the health of a service, in the format of Spring Boot's actuator. */
final class Readiness {

    private Readiness() {
    }

    /**
     * Returns the components that are not {@code UP}, each with its details. May be
     * empty.
     */
    static String reason(JsonNode health) {
        return health.path("components")
            .properties()
            .stream()
            .filter((component) -> !component.getValue().path("status").asString("UP").equals("UP"))
            .map((component) -> component.getKey() + details(component.getValue().path("details")))
            .collect(Collectors.joining("; "));
    }

    private static String details(JsonNode details) {
        String text = details.properties()
            .stream()
            .map((detail) -> detail.getValue().isString() ? detail.getValue().asString() : detail.getValue().toString())
            .collect(Collectors.joining(", "));
        return text.isEmpty() ? "" : ": " + text;
    }

}

package io.sensorstreams.common.web.openapi;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * Derives names of operations from their paths: {@code listStreams}, {@code getStream},
 * {@code startStream}, {@code stopAllStreams}, {@code getStreamPosition}. Another name is
 * set by {@code @Operation(operationId = …)}.
 */
final class OperationNames {

    private OperationNames() {
    }

    static String of(Endpoint endpoint) {
        Operation annotation = endpoint.handler().getAnnotation(Operation.class);
        return (annotation != null && !annotation.operationId().isEmpty()) ? annotation.operationId()
                : derived(endpoint);
    }

    /** Returns the tag of an operation: the first part of its path. */
    static String tag(Endpoint endpoint) {
        return StringUtils.capitalize(endpoint.parts().get(0));
    }

    private static String derived(Endpoint endpoint) {
        String plural = tag(endpoint);
        String singular = plural.endsWith("s") ? plural.substring(0, plural.length() - 1) : plural;
        boolean collection = endpoint.parts().size() == 1;
        String verb = verb(endpoint.method());
        if (collection) {
            return endpoint.reads() && !singular.equals(plural) ? "list" + plural : verb + singular;
        }
        if (Endpoint.isVariable(endpoint.last())) {
            return verb + singular;
        }
        boolean item = endpoint.hasVariable();
        if (endpoint.method() == RequestMethod.POST) {
            return endpoint.last() + (item ? singular : "All" + plural);
        }
        String last = StringUtils.capitalize(endpoint.last());
        return item ? verb + singular + last : verb + last + singular;
    }

    private static String verb(RequestMethod method) {
        return switch (method) {
            case POST -> "create";
            case PUT -> "replace";
            case PATCH -> "change";
            case DELETE -> "delete";
            default -> "get";
        };
    }

}

package io.sensorstreams.common.web.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sensorstreams.common.web.problem.ProblemAdvice;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * Derives the problems of an operation: those that its kind has always, and those of its
 * {@link Refusal}s.
 */
final class Problems {

    static final String SCHEMA = "Problem";

    private static final String INVALID = "invalid-request";

    private static final Set<Integer> RETRIED = Set.of(429, 503);

    private final Examples examples;

    private final Map<String, ApiResponse> responses = new TreeMap<>();

    Problems(Examples examples) {
        this.examples = examples;
    }

    /** Returns the schema of a problem. */
    static JsonSchema schema() {
        JsonSchema problem = Schemas.ofType("object");
        problem.setDescription("Problem detail, RFC 9457");
        problem.addProperty("type", described("Identifies the kind of problem", "uri"));
        problem.addProperty("title", described("Name of the kind of problem", null));
        problem.addProperty("status", Schemas.ofType("integer", "int32"));
        problem.addProperty("detail", described("What failed, the value seen and what was expected", null));
        problem.addProperty("instance", described("Path of the request", "uri-reference"));
        JsonSchema errors = Schemas.ofType("object");
        errors.setDescription("Reasons by field, such as `source.fields[pressure].max`, or by parameter");
        errors.setAdditionalProperties(Schemas.ofType("string"));
        problem.addProperty("errors", errors);
        problem.addProperty("owner", described("Replica that has what was asked for, if one is known", null));
        problem.setRequired(List.of("type", "title", "status"));
        return problem;
    }

    private static JsonSchema described(String text, @Nullable String format) {
        JsonSchema schema = Schemas.ofType("string");
        schema.setFormat(format);
        schema.setDescription(text);
        return schema;
    }

    /**
     * Returns the problems of an operation, by status.
     * @param parameters whether it has parameters
     * @param body kind of its request body
     */
    Map<Integer, ApiResponse> of(Class<?> controller, Endpoint endpoint, boolean parameters, Body body) {
        Map<Integer, Set<String>> types = new TreeMap<>();
        add(types, 400, "bad-request", "address-refused");
        add(types, 401, "unauthorized");
        add(types, 406, "not-acceptable");
        add(types, 421, "host-not-allowed");
        add(types, 429, "too-many-wrong-passwords");
        add(types, 500, "internal-error");
        if (parameters || body != Body.NONE) {
            add(types, 400, INVALID);
        }
        if (!endpoint.reads()) {
            add(types, 403, "forbidden");
        }
        if (body != Body.NONE) {
            add(types, 408, "body-too-slow", "request-timeout");
            add(types, 415, "unsupported-media-type");
            add(types, 503, "too-many-bodies");
        }
        if (body == Body.JSON) {
            add(types, 413, "request-too-large");
        }
        for (Refusal refusal : refusals(controller, endpoint)) {
            add(types, refusal.status(), refusal.type());
        }
        Map<Integer, ApiResponse> responses = new TreeMap<>();
        types.forEach((status, names) -> responses.put(status, reference(status, names)));
        return responses;
    }

    /** Returns the responses that the operations so far refer to, by name. */
    Map<String, ApiResponse> responses() {
        return this.responses;
    }

    private ApiResponse reference(int status, Set<String> types) {
        String name = types.contains(INVALID) ? pascal(INVALID)
                : types.stream().map(Problems::pascal).collect(Collectors.joining("Or"));
        this.responses.computeIfAbsent(name, (missing) -> response(status, types));
        return new ApiResponse().$ref(name);
    }

    private static String pascal(String type) {
        return Stream.of(type.split("-", -1)).map(StringUtils::capitalize).collect(Collectors.joining());
    }

    private static void add(Map<Integer, Set<String>> types, int status, String... names) {
        types.computeIfAbsent(status, (missing) -> new TreeSet<>()).addAll(List.of(names));
    }

    private static List<Refusal> refusals(Class<?> controller, Endpoint endpoint) {
        List<Refusal> refusals = new ArrayList<>();
        for (Refusal refusal : AnnotatedElementUtils.findMergedRepeatableAnnotations(controller, Refusal.class,
                Refusal.All.class)) {
            boolean applies = (refusal.status() == 404)
                    ? endpoint.hasVariable() && endpoint.method() != RequestMethod.PUT : !endpoint.reads();
            if (applies) {
                refusals.add(refusal);
            }
        }
        refusals.addAll(AnnotatedElementUtils.findMergedRepeatableAnnotations(endpoint.handler(), Refusal.class,
                Refusal.All.class));
        return refusals;
    }

    private ApiResponse response(int status, Set<String> names) {
        HttpStatus known = HttpStatus.valueOf(status);
        JsonSchema type = new JsonSchema();
        MediaType media = new MediaType();
        for (String name : names) {
            type.addEnumItemObject(ProblemAdvice.TYPES + name);
            media.addExamples(name, new Example().value(example(known, name)));
        }
        JsonSchema schema = Schemas.reference(SCHEMA);
        schema.addProperty("type", type);
        ApiResponse response = new ApiResponse().description(known.getReasonPhrase())
            .content(new Content().addMediaType("application/problem+json", media.schema(schema)));
        if (RETRIED.contains(status)) {
            response.addHeaderObject("Retry-After",
                    new Header().description("Seconds to wait").schema(Schemas.ofType("integer")));
        }
        if (status == 416) {
            response.addHeaderObject("Content-Range", new Header().schema(Schemas.ofType("string")));
        }
        if (status == 401) {
            response.addHeaderObject("WWW-Authenticate", new Header().schema(Schemas.ofType("string")));
        }
        return response;
    }

    private Map<String, Object> example(HttpStatus status, String name) {
        JsonNode text = this.examples.problem(name);
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", ProblemAdvice.TYPES + name);
        example.put("title", text.path("title").asString(StringUtils.capitalize(name.replace('-', ' '))));
        example.put("status", status.value());
        this.examples.plain(text.path("detail")).ifPresent((detail) -> example.put("detail", detail));
        this.examples.plain(text.path("errors")).ifPresent((errors) -> example.put("errors", errors));
        return example;
    }

    /** Kind of a request body. */
    enum Body {

        /** None. */
        NONE,

        /** JSON, read before the controller is called. */
        JSON,

        /** Bytes that the controller reads. */
        BYTES

    }

}

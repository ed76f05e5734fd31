package io.sensorstreams.common.web.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/**
 * Frame of the document: what applies to all operations, and their order, which does not
 * depend on the order of classes and methods.
 */
final class Document implements GlobalOpenApiCustomizer {

    /** Version of the API, not of the service. */
    private static final String VERSION = "0.1";

    private static final String BASIC = "basic";

    private static final String BEARER = "bearer";

    private static final String DESCRIPTION = """
            Errors are problem details (RFC 9457) with a stable `type`.

            Requests: a JSON body has at most 1 MB, a list or an object at most 1,000 elements, a text at most 10,000 \
            characters. Unknown fields are refused.

            Before version 1.0, paths, fields, values of enumerations and types of problems may be added below `/api` \
            at any time: ignore what you do not know. Anything that breaks a client is announced in CHANGELOG.md, \
            and raises the version of this document. From 1.0, such a change gets a new prefix, `/api/v2`, and `/api` \
            stays for the clients of 1.0.""";

    private final String service;

    private final Examples examples;

    private final Problems problems;

    private final boolean tokens;

    /**
     * Creates the frame.
     * @param service name of the service
     * @param tokens whether the service accepts tokens of an issuer
     */
    Document(String service, Examples examples, Problems problems, boolean tokens) {
        this.service = service;
        this.examples = examples;
        this.problems = problems;
        this.tokens = tokens;
    }

    /** Returns the document without operations and types. */
    OpenAPI empty() {
        return new OpenAPI()
            .info(new Info().title("Sensor Streams: " + this.service).version(VERSION).description(DESCRIPTION))
            .servers(List.of(new Server().url("/").description("This service")));
    }

    @Override
    public void customise(OpenAPI document) {
        Paths paths = new Paths();
        new TreeMap<>(document.getPaths()).forEach(paths::addPathItem);
        document.setPaths(paths);
        Components components = document.getComponents();
        document.setSecurity(new ArrayList<>(List.of(new SecurityRequirement().addList(BASIC))));
        if (this.tokens) {
            document.addSecurityItem(new SecurityRequirement().addList(BEARER));
            components.addSecuritySchemes(BEARER, new SecurityScheme().type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .bearerFormat("JWT")
                .description("Access token of the issuer of this service, with the role `operator` or `viewer`"));
        }
        document.addSecurityItem(new SecurityRequirement());
        components.addSecuritySchemes(BASIC, new SecurityScheme().type(SecurityScheme.Type.HTTP)
            .scheme("basic")
            .description("With `SENSOR_SECURITY_ENABLED=true`: `operator` may do everything, `viewer` may read"));
        this.problems.responses().forEach(components::addResponses);
        components.addSchemas(Problems.SCHEMA, Problems.schema());
        components.setSchemas(new TreeMap<>(components.getSchemas()));
        document.setTags(paths.values()
            .stream()
            .flatMap((path) -> path.readOperations().stream())
            .flatMap((operation) -> operation.getTags().stream())
            .distinct()
            .sorted()
            .map((tag) -> new Tag().name(tag).description(this.examples.tagText(tag)))
            .collect(Collectors.toList()));
    }

}

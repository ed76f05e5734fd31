package io.sensorstreams.common.web.openapi;

import java.io.InputStream;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.sensorstreams.common.web.openapi.Problems.Body;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;

/** Completes what springdoc derives from the signature of a method of a controller. */
final class Operations implements GlobalOperationCustomizer {

    private static final String JSON = "application/json";

    private static final List<String> BYTES = List.of("text/csv", "application/octet-stream");

    private final Examples examples;

    private final Problems problems;

    Operations(Examples examples, Problems problems) {
        this.examples = examples;
        this.problems = problems;
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        Endpoint endpoint = Endpoint.of(handler.getBeanType(), handler.getMethod());
        operation.setOperationId(OperationNames.of(endpoint));
        operation.setTags(List.of(OperationNames.tag(endpoint)));
        operation.setSummary(Texts.plain(operation.getSummary()));
        operation.setDescription(Texts.plain(operation.getDescription()));
        if (Objects.equals(operation.getSummary(), operation.getDescription())) {
            operation.setDescription(null);
        }
        describeParameters(operation);
        Body body = describeBody(operation, endpoint);
        boolean parameters = operation.getParameters() != null && !operation.getParameters().isEmpty();
        ApiResponses responses = successes(operation, endpoint);
        this.problems.of(handler.getBeanType(), endpoint, parameters, body)
            .forEach((status, problem) -> responses.addApiResponse(String.valueOf(status), problem));
        operation.setResponses(responses);
        return operation;
    }

    private void describeParameters(Operation operation) {
        if (operation.getParameters() == null) {
            return;
        }
        operation.getParameters().removeIf((parameter) -> HttpHeaders.CONTENT_LENGTH.equals(parameter.getName()));
        for (io.swagger.v3.oas.models.parameters.Parameter parameter : operation.getParameters()) {
            this.examples.parameter(operation.getOperationId(), parameter.getName()).ifPresent(parameter::setExample);
            String text = this.examples.parameterText(parameter.getName());
            if (parameter.getDescription() != null) {
                parameter.setDescription(Texts.plain(parameter.getDescription()));
            }
            else if (text != null) {
                parameter.setDescription(text);
            }
        }
    }

    private Body describeBody(Operation operation, Endpoint endpoint) {
        for (Parameter parameter : endpoint.handler().getParameters()) {
            if (parameter.getType() == InputStream.class) {
                operation.setRequestBody(bytes(operation.getOperationId()));
                return Body.BYTES;
            }
            if (parameter.isAnnotationPresent(org.springframework.web.bind.annotation.RequestBody.class)) {
                describeJson(operation, parameter);
                return Body.JSON;
            }
        }
        return Body.NONE;
    }

    private RequestBody bytes(String operation) {
        Content content = new Content();
        for (String type : BYTES) {
            MediaType media = new MediaType().schema(Schemas.ofType("string", "binary"));
            addExamples(media, operation);
            content.addMediaType(type, media);
        }
        return new RequestBody().required(true).content(content);
    }

    private void describeJson(Operation operation, Parameter parameter) {
        MediaType media = Objects.requireNonNull(operation.getRequestBody().getContent().get(JSON));
        addExamples(media, operation.getOperationId());
        Validated validated = parameter.getAnnotation(Validated.class);
        if (validated != null && parameter.getType().isRecord()) {
            JsonSchema schema = Schemas.reference(parameter.getType().getSimpleName());
            for (RecordComponent component : parameter.getType().getRecordComponents()) {
                NotNull notNull = component.getAnnotatedType().getAnnotation(NotNull.class);
                if (notNull != null && Stream.of(notNull.groups()).anyMatch(List.of(validated.value())::contains)) {
                    schema.addRequiredItem(component.getName());
                }
            }
            media.setSchema(schema);
        }
    }

    private void addExamples(MediaType media, String operation) {
        this.examples.requests(operation)
            .properties()
            .forEach((example) -> this.examples.plain(example.getValue())
                .ifPresent((value) -> media.addExamples(example.getKey(), new Example().value(value))));
    }

    private ApiResponses successes(Operation operation, Endpoint endpoint) {
        Schema<?> schema = schema(operation);
        ApiResponses responses = new ApiResponses();
        for (int status : endpoint.successes()) {
            ApiResponse response = new ApiResponse().description(HttpStatus.valueOf(status).getReasonPhrase());
            if (status != 204) {
                response.setContent(content(operation.getOperationId(), endpoint, schema));
            }
            headers(endpoint, status)
                .forEach((name) -> response.addHeaderObject(name, new Header().schema(Schemas.ofType("string"))));
            responses.addApiResponse(String.valueOf(status), response);
        }
        return responses;
    }

    private static @Nullable Schema<?> schema(Operation operation) {
        for (Map.Entry<String, ApiResponse> response : operation.getResponses().entrySet()) {
            if (response.getKey().startsWith("2") && response.getValue().getContent() != null) {
                return response.getValue().getContent().values().iterator().next().getSchema();
            }
        }
        return null;
    }

    private Content content(String operation, Endpoint endpoint, @Nullable Schema<?> schema) {
        Answers answers = endpoint.handler().getAnnotation(Answers.class);
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(endpoint.handler(), RequestMapping.class);
        String[] types = (answers != null && answers.content().length > 0) ? answers.content()
                : (mapping != null) ? mapping.produces() : new String[0];
        Content content = new Content();
        for (String type : (types.length > 0) ? types : new String[] { JSON }) {
            MediaType media = new MediaType().schema(type.equals(JSON) ? schema : Schemas.ofType("string"));
            this.examples.answer(operation, type).ifPresent(media::setExample);
            content.addMediaType(type, media);
        }
        return content;
    }

    private static Set<String> headers(Endpoint endpoint, int status) {
        Answers answers = endpoint.handler().getAnnotation(Answers.class);
        Set<String> headers = new TreeSet<>();
        if (answers != null) {
            headers.addAll(List.of(answers.headers()));
        }
        if (status == 201 && !endpoint.storesItself()) {
            headers.add(HttpHeaders.LOCATION);
        }
        if (status == 206) {
            headers.add(HttpHeaders.CONTENT_RANGE);
        }
        return headers;
    }

}

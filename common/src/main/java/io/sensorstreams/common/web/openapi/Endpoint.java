package io.sensorstreams.common.web.openapi;

import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.ResponseEntity;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * A method of a controller.
 *
 * @param handler the Java method
 * @param method HTTP method
 * @param parts parts of the path after {@code /api}, such as {@code streams} and
 * {@code {name}}
 */
record Endpoint(Method handler, RequestMethod method, List<String> parts) {

    /** Reads the annotations of a method. */
    static Endpoint of(Class<?> controller, Method handler) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(handler, RequestMapping.class);
        RequestMethod method = (mapping != null && mapping.method().length > 0) ? mapping.method()[0]
                : RequestMethod.GET;
        RequestMapping prefix = AnnotatedElementUtils.findMergedAnnotation(controller, RequestMapping.class);
        String path = first(prefix) + "/" + first(mapping);
        List<String> parts = new ArrayList<>(List.of(StringUtils.tokenizeToStringArray(path, "/")));
        parts.remove("api");
        return new Endpoint(handler, method, List.copyOf(parts));
    }

    private static String first(@Nullable RequestMapping mapping) {
        return (mapping != null && mapping.path().length > 0) ? mapping.path()[0] : "";
    }

    /** Returns the last part of the path. */
    String last() {
        return this.parts.get(this.parts.size() - 1);
    }

    /** Whether a part of a path is a variable. */
    static boolean isVariable(String part) {
        return part.startsWith("{");
    }

    boolean hasVariable() {
        return this.parts.stream().anyMatch(Endpoint::isVariable);
    }

    boolean reads() {
        return this.method == RequestMethod.GET;
    }

    /** Whether a created resource has the address of the request. */
    boolean storesItself() {
        return Stream.of(this.handler.getParameterTypes()).anyMatch((type) -> type == InputStream.class);
    }

    /** Statuses of successful responses. */
    Set<Integer> successes() {
        Set<Integer> statuses = new TreeSet<>();
        Answers answers = this.handler.getAnnotation(Answers.class);
        ResponseStatus status = AnnotatedElementUtils.findMergedAnnotation(this.handler, ResponseStatus.class);
        if (answers != null) {
            for (int value : answers.value()) {
                statuses.add(value);
            }
        }
        else if (status != null) {
            statuses.add(status.code().value());
        }
        else {
            statuses.add(returnsNothing() ? 204 : 200);
        }
        return statuses;
    }

    private boolean returnsNothing() {
        return this.handler.getGenericReturnType() instanceof ParameterizedType type
                && type.getRawType() == ResponseEntity.class && type.getActualTypeArguments()[0] == Void.class;
    }

}

package io.sensorstreams.common.web.openapi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes successful responses of a method of a controller that its signature does not
 * show. Without it, the response has the status of {@code @ResponseStatus}, 204 for
 * {@code ResponseEntity<Void>}, or 200.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Answers {

    /** Statuses of the responses. */
    int[] value() default 200;

    /** Media types of the responses; JSON by default. */
    String[] content() default {};

    /**
     * Headers of the responses, in addition to {@code Location} with 201, except for
     * uploads, and {@code Content-Range} with 206.
     */
    String[] headers() default {};

}

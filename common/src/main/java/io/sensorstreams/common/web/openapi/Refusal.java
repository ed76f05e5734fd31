package io.sensorstreams.common.web.openapi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes problems of a method of a controller, in addition to those that every method
 * has. On a controller, it describes those of several methods: with status 404, of all
 * methods with a variable in the path, except {@code PUT}; with another status, of all
 * methods that are not {@code GET}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
@Repeatable(Refusal.All.class)
public @interface Refusal {

    /** Status of the response. */
    int status();

    /** Last parts of the types of the problems, such as {@code stream-not-found}. */
    String[] type();

    /** Several problems of one method or controller. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ ElementType.METHOD, ElementType.TYPE })
    @interface All {

        /** The problems. */
        Refusal[] value();

    }

}

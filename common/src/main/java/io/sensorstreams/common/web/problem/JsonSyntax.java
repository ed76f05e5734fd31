package io.sensorstreams.common.web.problem;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** Describes why a body is not valid JSON, and where. */
public final class JsonSyntax {

    /** Path of faults of the whole body. */
    public static final String PATH = "body";

    private JsonSyntax() {
    }

    /** Returns what is wrong, with line and column. */
    public static String reason(JacksonException e) {
        String place = place(e.getLocation());
        return (e instanceof UnexpectedEndOfInputException) ? "is not valid JSON" + place + ": it ends too early"
                : "is not valid JSON in UTF-8" + place;
    }

    /** Returns line and column in brackets; empty when they are not known. */
    public static String place(@Nullable TokenStreamLocation location) {
        return (location != null && location.getLineNr() > 0)
                ? " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr()) : "";
    }

}

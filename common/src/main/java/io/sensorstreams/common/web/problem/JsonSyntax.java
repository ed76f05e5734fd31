package io.sensorstreams.common.web.problem;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** Describes why a body is not valid JSON, or exceeds a limit of the parser. */
public final class JsonSyntax {

    /** Path of faults of the whole body. */
    public static final String PATH = "body";

    private JsonSyntax() {
    }

    static boolean isConcerned(JacksonException e) {
        return e instanceof StreamConstraintsException
                || (e instanceof StreamReadException && !(e instanceof InputCoercionException));
    }

    /** Returns what is wrong, with line and column. */
    public static String reason(JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return "is too large: a text, a number, a name or the depth exceeds its limit" + place(e);
        }
        // Jackson has no exception type for a field that is given twice.
        return (e instanceof UnexpectedEndOfInputException) ? "is not valid JSON" + place(e) + ": it ends too early"
                : "is not valid JSON in UTF-8, or has a field twice" + place(e);
    }

    private static String place(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        return (location != null && location.getLineNr() > 0)
                ? " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr()) : "";
    }

}

package io.sensorstreams.common.web.problem;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static final Pattern DUPLICATE = Pattern.compile("Duplicate Object property \"(.{0,100})", Pattern.DOTALL);

    /** The part of Jackson's messages that describes its settings. */
    private static final Pattern SETTINGS = Pattern.compile(
            "(: enable `|: maybe a \\(non-standard\\)|, from `|: expected close marker| \\(for (Array|Object) starting).*",
            Pattern.DOTALL);

    private JsonSyntax() {
    }

    static boolean isConcerned(JacksonException e) {
        return e instanceof StreamConstraintsException
                || (e instanceof StreamReadException && !(e instanceof InputCoercionException));
    }

    /** Returns what is wrong, with line and column. */
    public static String reason(JacksonException e) {
        String message = SETTINGS.matcher(e.getOriginalMessage()).replaceFirst("");
        if (e instanceof StreamConstraintsException) {
            return "is too large: " + message + (message.contains("(") ? ")" : "");
        }
        Matcher duplicate = DUPLICATE.matcher(message);
        if (duplicate.matches()) {
            String name = duplicate.group(1).endsWith("\"")
                    ? duplicate.group(1).substring(0, duplicate.group(1).length() - 1) : duplicate.group(1);
            return "has the field '" + name + "' twice" + place(e);
        }
        return "is not valid JSON" + place(e) + ": "
                + ((e instanceof UnexpectedEndOfInputException) ? "it ends too early" : message);
    }

    private static String place(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        return (location != null && location.getLineNr() > 0)
                ? " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr()) : "";
    }

}

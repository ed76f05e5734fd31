package io.sensorstreams.common.json;

import java.io.Serial;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * Thrown by the deserializers of this project. Unlike the messages of Jackson, the
 * message is written for the client: it completes a sentence that begins with the field,
 * such as {@code is 'soon', expected a duration}.
 */
public final class InvalidValueException extends MismatchedInputException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Creates the exception for the value at which the parser is. */
    public InvalidValueException(JsonParser parser, String reason, Class<?> type) {
        super(parser, reason, type);
    }

}

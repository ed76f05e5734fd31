package io.sensorstreams.common.web.problem;

import java.io.Serial;

/** Thrown when a part of a request body is not accepted. */
public class BodyRefusedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * Creates the exception.
     * @param field JSON path of the refused part; {@code body} for the whole body
     */
    public BodyRefusedException(String field, String reason) {
        super(reason);
        this.field = field;
    }

    public String field() {
        return this.field;
    }

}

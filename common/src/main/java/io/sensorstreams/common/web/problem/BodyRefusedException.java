package io.sensorstreams.common.web.problem;

import java.io.Serial;

/**
 * A request's body holds more than a request needs.
 */
public class BodyRefusedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * Creates the exception.
     * @param field what is refused, as a JSON path; {@code body} for all of it
     * @param reason what is wrong there
     */
    public BodyRefusedException(String field, String reason) {
        super(reason);
        this.field = field;
    }

    public String field() {
        return this.field;
    }

}

package io.sensorstreams.consumer.audit;

import java.io.Serial;

/** There is no audit of this id. */
final class AuditNotFoundException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    AuditNotFoundException(String id) {
        super("No audit '" + id + "'; the last ones are at /api/audits");
    }

}

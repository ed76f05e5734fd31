package io.sensorstreams.consumer.audit;

import java.io.Serial;

/** There is no such audit. */
final class AuditNotFoundException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private AuditNotFoundException(String message) {
        super(message);
    }

    static AuditNotFoundException unknown(String id) {
        return new AuditNotFoundException("No audit '" + id + "'; the last ones are at /api/audits");
    }

    static AuditNotFoundException none() {
        return new AuditNotFoundException("There was no audit yet; POST /api/audits starts one");
    }

}

package io.sensorstreams.consumer.audit;

import java.io.Serial;

final class AuditNotFoundException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private AuditNotFoundException(String message) {
        super(message);
    }

    static AuditNotFoundException unknown(String id) {
        return new AuditNotFoundException("No audit '" + id + "'; recent audits are at /api/audits");
    }

    static AuditNotFoundException none() {
        return new AuditNotFoundException("No audit was started yet; POST /api/audits starts one");
    }

}

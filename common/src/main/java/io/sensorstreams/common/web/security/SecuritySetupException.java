package io.sensorstreams.common.web.security;

import java.util.List;

/** Thrown when the service cannot start because of invalid security settings. */
final class SecuritySetupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SecuritySetupException(List<String> faults) {
        super(String.join("\n", faults));
    }

}

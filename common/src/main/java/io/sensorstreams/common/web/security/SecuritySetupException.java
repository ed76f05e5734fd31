package io.sensorstreams.common.web.security;

import java.util.List;

/** The service cannot start as it is secured, or not secured, by its settings. */
final class SecuritySetupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SecuritySetupException(List<String> faults) {
        super(String.join("\n", faults));
    }

}

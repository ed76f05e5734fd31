package io.sensorstreams.common.setting;

import java.io.Serial;

/** Thrown when the service cannot start because of an invalid setting. */
public final class InvalidSettingException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     * @param message name of the setting, its value and what was expected
     */
    public InvalidSettingException(String message) {
        super(message);
    }

}

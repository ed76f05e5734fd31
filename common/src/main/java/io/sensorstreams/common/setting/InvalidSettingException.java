package io.sensorstreams.common.setting;

import java.io.Serial;

/** A setting with which the service cannot start. */
public final class InvalidSettingException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     * @param message names the setting, the value seen and what was expected
     */
    public InvalidSettingException(String message) {
        super(message);
    }

}

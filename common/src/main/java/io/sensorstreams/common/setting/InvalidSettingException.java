package io.sensorstreams.common.setting;

import java.io.Serial;
import java.util.List;

/** Thrown when the service cannot start because of invalid settings. */
public final class InvalidSettingException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * Creates the exception.
     * @param message name of the setting, its value and what was expected
     */
    public InvalidSettingException(String message) {
        this(List.of(message), InvalidSettingAnalyzer.REMEDY);
    }

    /** Creates the exception for all faults, with what the user can do. */
    public InvalidSettingException(List<String> faults, String remedy) {
        super(String.join("\n", faults));
        this.remedy = remedy;
    }

    public String remedy() {
        return this.remedy;
    }

}

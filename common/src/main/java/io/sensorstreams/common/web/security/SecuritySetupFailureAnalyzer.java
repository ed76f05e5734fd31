package io.sensorstreams.common.web.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports invalid security settings with a remedy when a service does not start. */
final class SecuritySetupFailureAnalyzer extends AbstractFailureAnalyzer<SecuritySetupException> {

    private static final String REMEDY = """
            Set the passwords in SENSOR_OPERATOR_PASSWORD and SENSOR_VIEWER_PASSWORD, or the names of files that hold them \
            in SENSOR_OPERATOR_PASSWORD_FILE and SENSOR_VIEWER_PASSWORD_FILE, with SENSOR_SECURITY_ENABLED=true. \
            To let everyone who reaches the service do everything, set SENSOR_SECURITY_ENABLED=false.""";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SecuritySetupException cause) {
        return new FailureAnalysis(cause.getMessage(), REMEDY, cause);
    }

}

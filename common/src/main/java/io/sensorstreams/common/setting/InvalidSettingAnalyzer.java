package io.sensorstreams.common.setting;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

final class InvalidSettingAnalyzer extends AbstractFailureAnalyzer<InvalidSettingException> {

    static final String REMEDY = "Correct the environment variable or the option; docs/operations.md lists all settings.";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidSettingException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
    }

}

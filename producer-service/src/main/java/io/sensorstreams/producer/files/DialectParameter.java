package io.sensorstreams.producer.files;

import java.util.Map;

import io.sensorstreams.common.web.problem.InvalidParameterException;
import io.sensorstreams.common.web.problem.JsonParameter;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.dialect.DialectCheck;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Reads the parameter {@code dialect} of requests for a file. Thread-safe.
 */
@Component
public class DialectParameter {

    public static final String AUTO = "auto";

    private static final String NAME = "dialect";

    private final JsonMapper json;

    DialectParameter(JsonMapper json) {
        this.json = json;
    }

    /**
     * Reads the parameter.
     * @return null for {@code auto}: the dialect is found
     * @throws InvalidParameterException when it is invalid
     */
    public @Nullable Dialect read(String value) {
        String text = value.strip();
        if (text.equals(AUTO)) {
            return null;
        }
        if (!text.startsWith("{")) {
            throw new InvalidParameterException(NAME, "must be auto or an object such as {\"delimiter\":\";\"}");
        }
        Dialect dialect = JsonParameter.read(NAME, text, Dialect.class, this.json);
        for (Map.Entry<String, String> fault : DialectCheck.faults(dialect).entrySet()) {
            throw new InvalidParameterException(NAME + "." + fault.getKey(), fault.getValue());
        }
        return dialect;
    }

}

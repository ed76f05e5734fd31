package io.sensorstreams.common.web.problem;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads parameters of requests that are JSON. */
public final class JsonParameter {

    private JsonParameter() {
    }

    /**
     * Reads the value of a parameter.
     * @throws InvalidParameterException when it is not JSON, or not JSON of the type. The
     * parameter of the exception is the path of the fault then, such as
     * {@code dialect.skipLines}.
     */
    public static <T> T read(String parameter, String value, Class<T> type, JsonMapper json) {
        try {
            return json.readValue(value, type);
        }
        catch (JacksonException e) {
            if (e instanceof StreamReadException && !(e instanceof InputCoercionException)) {
                throw new InvalidParameterException(parameter, JsonFault.syntax(e));
            }
            String path = JsonFault.path(e);
            String field = path.equals(JsonFault.BODY) ? "" : (path.startsWith("[") ? path : "." + path);
            throw new InvalidParameterException(parameter + field, JsonFault.reason(e, new Text(value)));
        }
    }

    private record Text(String text) implements HttpInputMessage {

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(this.text.getBytes(UTF_8));
        }

        @Override
        public HttpHeaders getHeaders() {
            return new HttpHeaders();
        }

    }

}

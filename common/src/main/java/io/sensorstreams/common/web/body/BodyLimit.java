package io.sensorstreams.common.web.body;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import io.sensorstreams.common.web.problem.ProblemAdvice;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Reads a body before it is converted to an object, and refuses one that is larger than
 * any valid request, with or without a declared length. A body that a handler reads as a
 * stream, such as an uploaded file, has a separate limit. The syntax and the limits of a
 * JSON body are checked to its end before the first field is converted, so their faults
 * are reported first.
 */
@RestControllerAdvice
final class BodyLimit extends RequestBodyAdviceAdapter {

    private static final int MAX_BYTES = 1024 * 1024;

    @Override
    public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(HttpInputMessage message, MethodParameter parameter, Type type,
            Class<? extends HttpMessageConverter<?>> converter) throws IOException {
        if (message.getHeaders().getContentLength() > MAX_BYTES) {
            throw tooLarge();
        }
        requireUtf8(message.getHeaders().getContentType());
        byte[] content = message.getBody().readNBytes(MAX_BYTES + 1);
        if (content.length > MAX_BYTES) {
            throw tooLarge();
        }
        if (JacksonJsonHttpMessageConverter.class.isAssignableFrom(converter) && BoundedJson.check(content).isLarge()) {
            RequestContextHolder.currentRequestAttributes()
                .setAttribute(FewViolations.LARGE, true, RequestAttributes.SCOPE_REQUEST);
        }
        return new Body(message.getHeaders(), content);
    }

    private static ErrorResponseException tooLarge() {
        return new ErrorResponseException(HttpStatus.CONTENT_TOO_LARGE,
                ProblemAdvice.problem(HttpStatus.CONTENT_TOO_LARGE, "request-too-large", "Request too large",
                        "The body has more than the " + MAX_BYTES + " bytes that a request may have"),
                null);
    }

    private static void requireUtf8(@Nullable MediaType type) {
        Charset charset = (type != null) ? type.getCharset() : null;
        if (charset != null && !charset.equals(StandardCharsets.UTF_8) && !charset.equals(StandardCharsets.US_ASCII)) {
            throw new ResponseStatusException(HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type '" + type + "' is not supported here, expected a body in UTF-8");
        }
    }

    /** Can be read repeatedly. */
    private record Body(HttpHeaders headers, byte[] content) implements HttpInputMessage {

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(this.content);
        }

        @Override
        public HttpHeaders getHeaders() {
            return this.headers;
        }

    }

}

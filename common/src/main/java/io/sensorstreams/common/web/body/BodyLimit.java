package io.sensorstreams.common.web.body;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import io.sensorstreams.common.web.problem.BodyRefusedException;
import io.sensorstreams.common.web.problem.BodyTooLargeException;
import io.sensorstreams.common.web.problem.JsonSyntax;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Refuses bodies that are larger than any valid request, with or without a declared
 * length. Applies only to bodies that are converted to an object. A body that a handler
 * reads as a stream, such as an uploaded file, has a separate limit.
 */
@RestControllerAdvice
final class BodyLimit extends RequestBodyAdviceAdapter {

    private static final long MAX_BYTES = 1024 * 1024;

    @Override
    public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(HttpInputMessage message, MethodParameter parameter, Type type,
            Class<? extends HttpMessageConverter<?>> converter) throws IOException {
        if (message.getHeaders().getContentLength() > MAX_BYTES) {
            throw new BodyTooLargeException(MAX_BYTES);
        }
        requireUtf8(message.getHeaders().getContentType());
        InputStream limited = new Limited(message.getBody());
        return new Body(message.getHeaders(),
                JacksonJsonHttpMessageConverter.class.isAssignableFrom(converter) ? new BoundedJson(limited) : limited);
    }

    /** Refuses a body that is not JSON in UTF-8: its limits were not checked. */
    @Override
    public Object afterBodyRead(Object body, HttpInputMessage message, MethodParameter parameter, Type type,
            Class<? extends HttpMessageConverter<?>> converter) {
        if (message instanceof Body read && read.content() instanceof BoundedJson json) {
            if (json.isMalformed()) {
                throw new BodyRefusedException(JsonSyntax.PATH, "is not JSON in UTF-8");
            }
            if (json.isLarge()) {
                RequestContextHolder.currentRequestAttributes()
                    .setAttribute(FewViolations.LARGE, true, RequestAttributes.SCOPE_REQUEST);
            }
        }
        return body;
    }

    private static void requireUtf8(@Nullable MediaType type) {
        Charset charset = (type != null) ? type.getCharset() : null;
        if (charset != null && !charset.equals(StandardCharsets.UTF_8) && !charset.equals(StandardCharsets.US_ASCII)) {
            throw new ResponseStatusException(HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type '" + type + "' is not supported here, expected a body in UTF-8");
        }
    }

    /** A message with a replaced stream. */
    private record Body(HttpHeaders headers, InputStream content) implements HttpInputMessage {

        @Override
        public InputStream getBody() {
            return this.content;
        }

        @Override
        public HttpHeaders getHeaders() {
            return this.headers;
        }

    }

    /** A stream that fails when it exceeds the limit. */
    private static final class Limited extends FilterInputStream {

        private long left = MAX_BYTES;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            if (read >= 0) {
                count(1);
            }
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(read);
            return read;
        }

        private void count(int read) {
            this.left -= read;
            if (this.left < 0) {
                throw new BodyTooLargeException(MAX_BYTES);
            }
        }

    }

}

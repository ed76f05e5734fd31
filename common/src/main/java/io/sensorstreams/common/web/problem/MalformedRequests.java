package io.sensorstreams.common.web.problem;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests with malformed parameters or headers before other code reads them.
 * Without this filter, Spring MVC, the actuator and the controllers would fail in
 * different ways.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class MalformedRequests extends OncePerRequestFilter {

    /** Charsets in which responses are available; JSON in ASCII is also JSON in UTF-8. */
    private static final Set<Charset> SERVED = Set.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII);

    private final JsonMapper json;

    MalformedRequests(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ProblemDetail problem = problem(request);
        if (problem != null) {
            ProblemAdvice.write(problem, response, this.json);
            return;
        }
        chain.doFilter(request, response);
    }

    private static @Nullable ProblemDetail problem(HttpServletRequest request) {
        try {
            // Tomcat is configured to parse only the query, never the body.
            request.getParameterMap();
        }
        catch (InvalidParameterException e) {
            return ProblemAdvice.problem(HttpStatus.BAD_REQUEST, "bad-request", "Bad request",
                    "The query of the URL is not properly encoded, or has too many parameters");
        }
        ProblemDetail problem = contentType(request.getContentType());
        return (problem != null) ? problem : accept(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
    }

    private static @Nullable ProblemDetail contentType(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return null;
        }
        try {
            if (MediaType.parseMediaType(header).isConcrete()) {
                return null;
            }
        }
        catch (InvalidMediaTypeException e) {
            // answered below
        }
        return ProblemAdvice.problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type",
                "Unsupported Media Type",
                "Content-Type " + JsonValue.quoted(header) + " is not one media type, such as application/json");
    }

    private static @Nullable ProblemDetail accept(List<String> headers) {
        boolean served = headers.isEmpty();
        for (String header : headers) {
            try {
                List<String> types = MimeTypeUtils.tokenize(header);
                served |= types.isEmpty();
                for (String type : types) {
                    served |= isServed(MediaType.parseMediaType(type));
                }
            }
            catch (InvalidMediaTypeException e) {
                return notAcceptable("Accept " + JsonValue.quoted(header) + " is not a list of media types");
            }
        }
        return served ? null : notAcceptable("Responses are available in UTF-8 only");
    }

    private static boolean isServed(MediaType type) {
        Charset charset = type.getCharset();
        return charset == null || SERVED.contains(charset);
    }

    private static ProblemDetail notAcceptable(String detail) {
        return ProblemAdvice.problem(HttpStatus.NOT_ACCEPTABLE, "not-acceptable", "Not Acceptable", detail);
    }

}

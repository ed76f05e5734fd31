package io.sensorstreams.common.web;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers calls that security refuses, with problem details like every other error. */
final class RefusedCalls implements AuthenticationEntryPoint, AccessDeniedHandler {

    /** Methods that change nothing. */
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final JsonMapper json;

    RefusedCalls(JsonMapper json) {
        this.json = json;
    }

    /**
     * Whether a browser makes this call for a page of another origin. It would send along
     * the password that its user once typed, so such a call must not change anything.
     * Programs other than browsers do not send the header.
     * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata</a>
     */
    static boolean isForeignWrite(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site != null && !READING.contains(request.getMethod())
                && !Set.of("same-origin", "none").contains(site.toLowerCase(Locale.ROOT));
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Sensor Streams\", charset=\"UTF-8\"");
        answer(response, HttpStatus.UNAUTHORIZED, "unauthorized", "User and password needed",
                "This call needs the user 'operator' or 'viewer' with its password (HTTP Basic)");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        String reason = isForeignWrite(request) ? "A page of another site must not change anything here"
                : "%s %s needs the user 'operator'".formatted(request.getMethod(), request.getRequestURI());
        answer(response, HttpStatus.FORBIDDEN, "forbidden", "Not allowed", reason);
    }

    private void answer(HttpServletResponse response, HttpStatus status, String type, String title, String detail)
            throws IOException {
        ProblemDetail problem = ProblemAdvice.problem(status, type, title, detail);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        this.json.writeValue(response.getOutputStream(), problem);
    }

}

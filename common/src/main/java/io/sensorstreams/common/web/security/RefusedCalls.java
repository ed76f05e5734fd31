package io.sensorstreams.common.web.security;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;

import io.sensorstreams.common.web.problem.ProblemAdvice;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Refuses requests, also those that Spring Security refuses, with problem details. */
final class RefusedCalls implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(RefusedCalls.class);

    private final JsonMapper json;

    private final AllowedCallers allowed;

    private final WrongPasswords wrong;

    RefusedCalls(JsonMapper json, AllowedCallers allowed, WrongPasswords wrong) {
        this.json = json;
        this.allowed = allowed;
        this.wrong = wrong;
    }

    void hosts(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (this.allowed.isAllowedHost(request)) {
            chain.doFilter(request, response);
            return;
        }
        answer(response, HttpStatus.MISDIRECTED_REQUEST, "host-not-allowed", "Host not allowed",
                "Host '%s' is not allowed. To allow it, add it to the setting SENSOR_ALLOWED_HOSTS"
                    .formatted(HostName.ofAuthority(request.getHeader(HttpHeaders.HOST))));
    }

    void foreignWrites(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (this.allowed.isForeignWrite(request)) {
            answer(response, HttpStatus.FORBIDDEN, "forbidden", "Not allowed", foreign(request));
            return;
        }
        chain.doFilter(request, response);
    }

    /**
     * Limits wrong passwords of an address: while there are too many, ignores the
     * password of requests for health, and refuses all other requests with a password.
     */
    void guesses(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Duration wait = (request.getHeader(HttpHeaders.AUTHORIZATION) != null)
                ? this.wrong.wait(request.getRemoteAddr()) : Duration.ZERO;
        if (wait.isZero()) {
            chain.doFilter(request, response);
            return;
        }
        if (isHealth(request)) {
            chain.doFilter(new WithoutPassword(request), response);
            return;
        }
        long seconds = wait.plusMillis(999).toSeconds();
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        answer(response, HttpStatus.TOO_MANY_REQUESTS, "too-many-wrong-passwords", "Too many wrong passwords",
                "Too many wrong passwords from this address. Retry the request after %d s".formatted(seconds));
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof BadCredentialsException && this.wrong.add(request.getRemoteAddr())) {
            LOGGER.atWarn()
                .addKeyValue("address", request.getRemoteAddr())
                .log("Too many wrong passwords from one address; its requests are throttled");
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Sensor Streams\", charset=\"UTF-8\"");
        answer(response, HttpStatus.UNAUTHORIZED, "unauthorized", "User and password needed",
                "This call needs the user 'operator' or 'viewer' with its password (HTTP Basic)");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        answer(response, HttpStatus.FORBIDDEN, "forbidden", "Not allowed",
                "%s %s needs the user 'operator'".formatted(request.getMethod(), request.getRequestURI()));
    }

    private static boolean isHealth(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals("/actuator/health") || path.startsWith("/actuator/health/");
    }

    private static String foreign(HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        String reason = "Pages of other origins are not allowed to change anything";
        return (origin == null) ? reason
                : (reason + ". To allow origin '%s', add it to the setting SENSOR_ALLOWED_ORIGINS").formatted(origin);
    }

    private void answer(HttpServletResponse response, HttpStatus status, String type, String title, String detail)
            throws IOException {
        ProblemAdvice.write(ProblemAdvice.problem(status, type, title, detail), response, this.json);
    }

    private static final class WithoutPassword extends HttpServletRequestWrapper {

        WithoutPassword(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getHeader(String name) {
            return HttpHeaders.AUTHORIZATION.equalsIgnoreCase(name) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return HttpHeaders.AUTHORIZATION.equalsIgnoreCase(name) ? Collections.emptyEnumeration()
                    : super.getHeaders(name);
        }

    }

}

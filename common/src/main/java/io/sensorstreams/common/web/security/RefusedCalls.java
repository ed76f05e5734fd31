package io.sensorstreams.common.web.security;

import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;

import io.sensorstreams.common.web.problem.ProblemAdvice;
import io.sensorstreams.common.web.security.token.Tokens;
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
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Refuses requests, also those that Spring Security refuses, with problem details. */
final class RefusedCalls implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(RefusedCalls.class);

    /** View of the page with the log-in. The page returns to the address in the query. */
    private static final String LOG_IN = "/ui/log-in?to=";

    private static final int RETRY_SECONDS = 5;

    private final JsonMapper json;

    private final AllowedCallers allowed;

    private final WrongPasswords wrong;

    private final Challenges challenges;

    RefusedCalls(JsonMapper json, AllowedCallers allowed, WrongPasswords wrong, Challenges challenges) {
        this.json = json;
        this.allowed = allowed;
        this.wrong = wrong;
        this.challenges = challenges;
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
     * Requests with a token are not limited: nobody guesses a signature.
     */
    void guesses(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean password = (hasCredentials(request) && !this.challenges.isToken(request)) || Sessions.isLogIn(request);
        Duration wait = password ? this.wrong.wait(request.getRemoteAddr()) : Duration.ZERO;
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

    /** Whether a request sends a password or a token. */
    static boolean hasCredentials(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    }

    /** Counts a wrong password. */
    void count(AuthenticationException e, HttpServletRequest request) {
        if (e instanceof BadCredentialsException && this.wrong.add(request.getRemoteAddr())) {
            LOGGER.atWarn()
                .addKeyValue("address", request.getRemoteAddr())
                .log("Too many wrong passwords from one address; its requests are throttled");
        }
    }

    /**
     * Sends a person who opens an address to the log-in. A page gets no challenge: the
     * browser would ask for the password by itself, and keep it until it ends.
     */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        count(e, request);
        if (e instanceof AuthenticationServiceException) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_SECONDS));
            answer(response, HttpStatus.SERVICE_UNAVAILABLE, "issuer-unavailable", "Issuer unavailable",
                    "The token cannot be checked, because its issuer does not answer. Retry the request after %d s"
                        .formatted(RETRY_SECONDS));
        }
        else if (e instanceof OAuth2AuthenticationException) {
            String fault = Tokens.fault(e);
            this.challenges.add(response, "invalid_token", fault);
            answer(response, HttpStatus.UNAUTHORIZED, "invalid-token", "Token refused", fault);
        }
        else if (isOpened(request) && !request.getRequestURI().startsWith("/api/")) {
            String query = (request.getQueryString() != null) ? "?" + request.getQueryString() : "";
            response.setStatus(HttpStatus.FOUND.value());
            response.setHeader(HttpHeaders.LOCATION,
                    LOG_IN + URLEncoder.encode(request.getRequestURI() + query, UTF_8));
        }
        else if (isOpened(request) || isOfPage(request)) {
            answer(response, HttpStatus.UNAUTHORIZED, "unauthorized", "Log-in needed",
                    "This call needs the user 'operator' or 'viewer', and no session of one exists. Log in at /ui/log-in");
        }
        else {
            this.challenges.add(response);
            boolean wrong = e instanceof BadCredentialsException;
            answer(response, HttpStatus.UNAUTHORIZED, "unauthorized",
                    wrong ? "User or password wrong" : this.challenges.title(),
                    wrong ? "The user or the password is wrong. Upper and lower case differ"
                            : this.challenges.detail());
        }
    }

    /** Whether a person opens the address in a browser: only browsers accept XHTML. */
    private static boolean isOpened(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return HttpMethod.GET.matches(request.getMethod()) && accept != null
                && accept.contains(MediaType.APPLICATION_XHTML_XML_VALUE);
    }

    /** Whether the page of this service sends the request, or a browser for it. */
    private static boolean isOfPage(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return request.getHeader("X-Requested-With") != null
                || (site != null && site.toLowerCase(Locale.ROOT).equals("same-origin"));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        if (e instanceof CsrfException) {
            answer(response, HttpStatus.FORBIDDEN, "csrf-token", "CSRF token needed",
                    "%s %s has a session, so it needs the header X-CSRF-TOKEN of GET /api/about"
                        .formatted(request.getMethod(), request.getRequestURI()));
            return;
        }
        String call = request.getMethod() + " " + request.getRequestURI();
        if (this.challenges.tokens() != null && request.getUserPrincipal() instanceof JwtAuthenticationToken token) {
            this.challenges.add(response, "insufficient_scope", "The token has no role that allows this");
            answer(response, HttpStatus.FORBIDDEN, "forbidden", "Not allowed",
                    this.challenges.tokens().refusal(token, call));
            return;
        }
        answer(response, HttpStatus.FORBIDDEN, "forbidden", "Not allowed", call + " needs the user 'operator'");
    }

    /** Whether the request is for the health, which needs no user. */
    static boolean isHealth(HttpServletRequest request) {
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

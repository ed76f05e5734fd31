package io.sensorstreams.common.web.security;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.sensorstreams.common.web.problem.ProblemAdvice;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.logout.CookieClearingLogoutHandler;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.authentication.session.CompositeSessionAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.ErrorResponseException;

/**
 * Begins and ends the sessions of people who use the page. Only a log-in creates a
 * session, so requests without a user need no memory. The session has the CSRF token,
 * because a page of another port of this host could set a cookie for this one.
 * Thread-safe.
 */
final class Sessions {

    /** Path of the log-in (POST) and the log-out (DELETE). */
    static final String PATH = "/api/session";

    private static final RequestMatcher SESSION = PathPatternRequestMatcher.pathPattern(PATH);

    private static final Logger LOGGER = LoggerFactory.getLogger(Sessions.class);

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final AuthenticationManager users;

    private final boolean on;

    private final Duration timeout;

    private final UserSessions logIns;

    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();

    private final HttpSessionCsrfTokenRepository tokens = new HttpSessionCsrfTokenRepository();

    private final SessionAuthenticationStrategy renewal = new CompositeSessionAuthenticationStrategy(
            List.of(new ChangeSessionIdAuthenticationStrategy(), new CsrfAuthenticationStrategy(this.tokens)));

    private final SecurityContextLogoutHandler logOut = new SecurityContextLogoutHandler();

    private final CookieClearingLogoutHandler cookies;

    /**
     * @param cookie name of the session's cookie
     */
    Sessions(AuthenticationManager users, SecuritySettings settings, UserSessions logIns, String cookie) {
        this.users = users;
        this.on = settings.on();
        this.timeout = settings.sessionTimeout();
        this.logIns = logIns;
        this.cookies = new CookieClearingLogoutHandler(cookie);
    }

    /**
     * Whether the request is a log-in or a log-out. Compares as Spring MVC does, which
     * also accepts {@code /api/%73ession}.
     */
    static boolean isSession(HttpServletRequest request) {
        return SESSION.matches(request);
    }

    /** Whether the request is a log-in, so its body has a password. */
    static boolean isLogIn(HttpServletRequest request) {
        return isSession(request) && HttpMethod.POST.matches(request.getMethod());
    }

    void secure(HttpSecurity http) {
        http.securityContext((context) -> context.securityContextRepository(this.contexts))
            .csrf((csrf) -> csrf.csrfTokenRepository(this.tokens).requireCsrfProtectionMatcher(Sessions::needsToken));
    }

    /**
     * Without a session there is no cookie that another page could use, and requests of
     * other origins are refused. A log-in must be JSON, which a page of another origin
     * cannot send.
     */
    private static boolean needsToken(HttpServletRequest request) {
        return !READING.contains(request.getMethod()) && !isLogIn(request) && request.getSession(false) != null;
    }

    /**
     * Begins a session. An existing session of the client gets another id and another
     * token. The oldest session of a user with too many ends.
     * @throws org.springframework.security.core.AuthenticationException when the user or
     * the password is wrong
     * @throws IllegalStateException when there are too many sessions
     */
    void begin(String user, String password, HttpServletRequest request, HttpServletResponse response) {
        if (!this.on) {
            throw new ErrorResponseException(HttpStatus.CONFLICT,
                    ProblemAdvice.problem(HttpStatus.CONFLICT, "security-off", "No log-in needed",
                            "Security is off (SENSOR_SECURITY_ENABLED): every call is allowed without a user"),
                    null);
        }
        Authentication known = this.users
            .authenticate(UsernamePasswordAuthenticationToken.unauthenticated(user, password));
        this.renewal.onAuthentication(known, request, response);
        HttpSession session = request.getSession();
        session.setMaxInactiveInterval(Math.toIntExact(this.timeout.toSeconds()));
        this.logIns.begin(session, known.getName());
        this.contexts.saveContext(new SecurityContextImpl(known), request, response);
        LOGGER.atInfo()
            .addKeyValue("user", known.getName())
            .addKeyValue("address", request.getRemoteAddr())
            .log("User logged in");
    }

    /** Continues without the session of the client if its log-in is too long ago. */
    void endOld(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        this.logIns.endOld(request.getSession(false));
        chain.doFilter(request, response);
    }

    /** Ends the session of the client, if there is one. */
    void end(HttpServletRequest request, HttpServletResponse response) {
        this.logOut.logout(request, response, null);
        this.cookies.logout(request, response, null);
    }

}

package io.sensorstreams.common.web.security;

import io.sensorstreams.common.web.problem.ProblemAdvice;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Logs the user of a page in and out. Not part of the described API: programs send their
 * password with each request.
 */
@Hidden
@RestController
@RequestMapping(Sessions.PATH)
final class SessionController {

    private static final String RETRY_SECONDS = "60";

    private final Sessions sessions;

    private final RefusedCalls refused;

    SessionController(Sessions sessions, RefusedCalls refused) {
        this.sessions = sessions;
        this.refused = refused;
    }

    @PostMapping
    ResponseEntity<Void> begin(@Valid @RequestBody Credentials credentials, HttpServletRequest request,
            HttpServletResponse response) {
        this.sessions.begin(credentials.user(), credentials.password(), request, response);
        return ResponseEntity.noContent().build();
    }

    @DeleteMapping
    ResponseEntity<Void> end(HttpServletRequest request, HttpServletResponse response) {
        this.sessions.end(request, response);
        return ResponseEntity.noContent().build();
    }

    @ExceptionHandler
    ProblemDetail handle(AuthenticationException e, HttpServletRequest request) {
        this.refused.count(e, request);
        return ProblemAdvice.problem(HttpStatus.UNAUTHORIZED, "log-in-failed", "Log-in failed",
                "The user or the password is wrong");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(IllegalStateException e) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
            .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
            .body(ProblemAdvice.problem(HttpStatus.SERVICE_UNAVAILABLE, "too-many-sessions", "Too many sessions",
                    "There are %d sessions, which is the limit. Log out where possible, and use HTTP Basic for programs"
                        .formatted(SessionServer.MAX_SESSIONS)));
    }

    /**
     * What a user types to log in.
     *
     * @param user {@code operator} or {@code viewer}
     * @param password password of the user
     */
    record Credentials(@NotNull String user, @NotNull String password) {

        @Override
        public String toString() {
            return "Credentials[user=" + this.user + "]";
        }

    }

}

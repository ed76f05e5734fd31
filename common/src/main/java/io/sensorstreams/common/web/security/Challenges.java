package io.sensorstreams.common.web.security;

import io.sensorstreams.common.web.security.token.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Names the ways in which a program may say who it is, in {@code WWW-Authenticate}.
 *
 * @param passwords whether a user has a password
 * @param tokens checks tokens; null when none is accepted
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3">RFC 6750</a>
 */
record Challenges(boolean passwords, @Nullable Tokens tokens) {

    private static final String BASIC = "Basic realm=\"Sensor Streams\", charset=\"UTF-8\"";

    private static final String BEARER = "Bearer realm=\"Sensor Streams\"";

    /** Whether the request sends a token, and tokens are accepted. */
    boolean isToken(HttpServletRequest request) {
        return this.tokens != null && Tokens.isBearer(request);
    }

    /** Adds the ways that there are. */
    void add(HttpServletResponse response) {
        if (this.tokens == null || this.passwords) {
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE, BASIC);
        }
        if (this.tokens != null) {
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE, BEARER);
        }
    }

    /**
     * Adds why a token is refused.
     * @param error code of RFC 6750
     */
    void add(HttpServletResponse response, String error, String description) {
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE,
                "%s, error=\"%s\", error_description=\"%s\"".formatted(BEARER, error, description));
    }

    /** Title of the problem of a request without a user. */
    String title() {
        return (this.tokens == null) ? "User and password needed"
                : this.passwords ? "User or token needed" : "Token needed";
    }

    /** Detail of the problem of a request without a user. */
    String detail() {
        String user = "This call needs the user 'operator' or 'viewer' with its password (HTTP Basic)";
        return (this.tokens == null) ? user : this.passwords ? user + ", or a token of the issuer (Bearer)"
                : "This call needs a token of the issuer (Bearer)";
    }

}

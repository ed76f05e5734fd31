package io.sensorstreams.common.web.security.token;

import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import com.nimbusds.jose.KeySourceException;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;

/**
 * Checks the bearer tokens of requests. A bean of this type exists while security is on
 * and an issuer is set. No text of this class has a token or a part of one. Thread-safe.
 */
public final class Tokens {

    private static final Logger LOGGER = LoggerFactory.getLogger(Tokens.class);

    /** Requests that may wait for an issuer that did not answer the last time. */
    private static final int WAITING = 4;

    private final JwtDecoder decoder;

    private final TokenRoles roles;

    private final AtomicBoolean unavailable = new AtomicBoolean();

    private final Semaphore waiting = new Semaphore(WAITING);

    Tokens(JwtDecoder decoder, TokenRoles roles) {
        this.decoder = decoder;
        this.roles = roles;
    }

    /** Whether a request sends a bearer token, or tries to. */
    public static boolean isBearer(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.toLowerCase(Locale.ROOT).startsWith("bearer");
    }

    /**
     * Creates the filter that checks the tokens. It reads them from the header only.
     * @param refused answers requests whose token is invalid or cannot be checked
     * @param open requests that need no user: they are answered as without a token while
     * it cannot be checked
     */
    public Filter filter(AuthenticationEntryPoint refused, Predicate<HttpServletRequest> open) {
        JwtAuthenticationProvider provider = new JwtAuthenticationProvider(this::decode);
        provider.setJwtAuthenticationConverter(this.roles);
        AuthenticationManager known = provider::authenticate;
        AuthenticationManager knownOrNot = (token) -> {
            try {
                return known.authenticate(token);
            }
            catch (AuthenticationServiceException e) {
                return new AnonymousAuthenticationToken("token", "anonymous",
                        AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));
            }
        };
        AuthenticationManagerResolver<HttpServletRequest> users = (request) -> open.test(request) ? knownOrNot : known;
        BearerTokenAuthenticationFilter filter = new BearerTokenAuthenticationFilter(users);
        filter.setAuthenticationEntryPoint(refused);
        // The default throws a failure of the issuer on, which would be an internal
        // error.
        filter.setAuthenticationFailureHandler(refused::commence);
        return filter;
    }

    private Jwt decode(String token) {
        if (!this.unavailable.get()) {
            return check(token);
        }
        if (!this.waiting.tryAcquire()) {
            throw new JwtException("Other requests wait for the issuer");
        }
        try {
            return check(token);
        }
        finally {
            this.waiting.release();
        }
    }

    private Jwt check(String token) {
        try {
            Jwt valid = this.decoder.decode(token);
            noteAnswer();
            return valid;
        }
        catch (JwtValidationException e) {
            noteAnswer();
            throw e;
        }
        catch (BadJwtException e) {
            throw e;
        }
        catch (JwtException | JwtDecoderInitializationException e) {
            if (e instanceof JwtDecoderInitializationException || e.getCause() instanceof KeySourceException) {
                noteFailure(e);
                throw new JwtException("The issuer does not answer", e);
            }
            throw new BadJwtException("The token cannot be verified", e);
        }
        catch (RuntimeException e) {
            // Such as a claim of an unexpected type.
            throw new BadJwtException("The token cannot be read", e);
        }
    }

    private void noteAnswer() {
        if (this.unavailable.compareAndSet(true, false)) {
            LOGGER.info("The issuer of tokens answers again");
        }
    }

    private void noteFailure(RuntimeException e) {
        if (this.unavailable.compareAndSet(false, true)) {
            LOGGER.atWarn()
                .addKeyValue("reason", reason(e))
                .log("Tokens cannot be checked, because the keys of their issuer are not available; "
                        + "requests with a token are answered with 503 until they are");
        }
    }

    /** Returns the innermost reason that has a text. */
    private static String reason(Throwable failure) {
        String reason = failure.toString();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
                reason = cause.getMessage();
            }
        }
        return reason;
    }

    /** Returns why a token is refused, in a text that may stand in a header. */
    public static String fault(AuthenticationException e) {
        if (!(e.getCause() instanceof JwtValidationException invalid)) {
            return "The token is malformed, or no key of the issuer has signed it with an accepted algorithm";
        }
        return "The token is not valid: " + invalid.getErrors()
            .stream()
            .map(OAuth2Error::getDescription)
            .map((text) -> String.valueOf(text).replaceAll("[^ -~]|[\"\\\\]", "?"))
            .distinct()
            .collect(Collectors.joining("; "));
    }

    /**
     * Returns why a request with a valid token is not allowed.
     * @param request method and path
     */
    public String refusal(JwtAuthenticationToken token, String request) {
        return this.roles.refusal(token, request);
    }

}

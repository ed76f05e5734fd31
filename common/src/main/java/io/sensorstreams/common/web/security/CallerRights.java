package io.sensorstreams.common.web.security;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;

/**
 * Returns what another replica of this service needs to know who is calling. Replicas
 * have the same users and passwords. A session is known to one replica only, and it has
 * no password: the password of its user is that of the settings. Thread-safe.
 */
public final class CallerRights {

    private final boolean on;

    /** Passwords by user. */
    private final Map<String, String> passwords;

    /**
     * @param on whether security is on; otherwise nothing is passed on
     * @param passwords passwords of the users of this service
     */
    CallerRights(boolean on, Map<String, String> passwords) {
        this.on = on;
        this.passwords = Map.copyOf(passwords);
    }

    /**
     * Returns the header {@code Authorization} with the rights of the caller: that of its
     * request, or that of the user of its session.
     */
    public Optional<String> authorization(HttpServletRequest request) {
        if (!this.on) {
            return Optional.empty();
        }
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return (header != null) ? Optional.of(header)
                : Optional.ofNullable(request.getUserPrincipal()).map(Principal::getName).flatMap(this::basic);
    }

    private Optional<String> basic(String user) {
        return Optional.ofNullable(this.passwords.get(user))
            .map((password) -> "Basic "
                    + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

}

package io.sensorstreams.common.web.problem;

import java.io.IOException;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Returns problem details for requests that Spring Security's firewall refuses, because
 * their URL contains characters that are used for attacks. No path of the services
 * contains them.
 */
final class RefusedAddresses implements RequestRejectedHandler {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final HttpFirewall firewall;

    private final JsonMapper json;

    RefusedAddresses(HttpFirewall firewall, JsonMapper json) {
        this.firewall = firewall;
        this.json = json;
    }

    static HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHttpMethods(METHODS);
        return firewall;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException e)
            throws IOException {
        ProblemAdvice.write(problem(request, e), response, this.json);
    }

    private ProblemDetail problem(HttpServletRequest request, RequestRejectedException e) {
        if (!METHODS.contains(request.getMethod())) {
            return ProblemAdvice.problem(HttpStatus.NOT_IMPLEMENTED, "not-implemented", "Not implemented",
                    "The method '%s' is not supported".formatted(request.getMethod()));
        }
        if (isRefused(request)) {
            return ProblemAdvice.problem(HttpStatus.BAD_REQUEST, "address-refused", "Address refused",
                    ("The path '%s' is refused: no part of a path may be empty, '.' or '..', nor have "
                            + "'/', '\\', ';', '%%' or a control character, encoded or not")
                        .formatted(request.getRequestURI()));
        }
        return header(e);
    }

    /**
     * The exceptions of the firewall do not say what was refused, but it checks headers
     * only when they are read.
     */
    private boolean isRefused(HttpServletRequest request) {
        try {
            this.firewall.getFirewalledRequest(request);
            return false;
        }
        catch (RequestRejectedException e) {
            return true;
        }
    }

    /** An invalid header is detected only when it is read. */
    static ProblemDetail header(RequestRejectedException e) {
        return ProblemAdvice.problem(HttpStatus.BAD_REQUEST, "bad-request", "Bad request",
                String.valueOf(e.getMessage()));
    }

}

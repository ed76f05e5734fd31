package io.sensorstreams.common.web.problem;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * Returns problem details for requests that Spring Security's firewall refuses, because
 * their URL contains characters that are used for attacks. No path of the services
 * contains them.
 */
final class RefusedAddresses implements RequestRejectedHandler {

    private final JsonMapper json;

    RefusedAddresses(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException e)
            throws IOException {
        ProblemAdvice.write(problem(request, e), response, this.json);
    }

    private static ProblemDetail problem(HttpServletRequest request, RequestRejectedException e) {
        String reason = String.valueOf(e.getMessage());
        if (reason.contains("HTTP method")) {
            return ProblemAdvice.problem(HttpStatus.NOT_IMPLEMENTED, "not-implemented", "Not implemented",
                    "The method '%s' is not supported".formatted(request.getMethod()));
        }
        if (reason.contains("URL") || reason.contains("requestURI")) {
            return ProblemAdvice.problem(HttpStatus.BAD_REQUEST, "address-refused", "Address refused",
                    ("The path '%s' is refused: no part of a path may be empty, '.' or '..', nor have "
                            + "'/', '\\', ';', '%%' or a control character, encoded or not")
                        .formatted(request.getRequestURI()));
        }
        return header(e);
    }

    /**
     * Returns the problem of an invalid header, which is detected only when the header is
     * read.
     */
    static ProblemDetail header(RequestRejectedException e) {
        return ProblemAdvice.problem(HttpStatus.BAD_REQUEST, "bad-request", "Bad request",
                String.valueOf(e.getMessage()));
    }

}

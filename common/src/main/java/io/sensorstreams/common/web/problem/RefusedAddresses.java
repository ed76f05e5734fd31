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
 * Answers requests that Spring Security's firewall lets nobody see: no name of ours has
 * the characters with which servers have been led to other places.
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
                    "No address here knows the method '%s'".formatted(request.getMethod()));
        }
        if (reason.contains("URL") || reason.contains("requestURI")) {
            return ProblemAdvice.problem(HttpStatus.BAD_REQUEST, "address-refused", "Address refused",
                    ("The path '%s' is refused: no part of a path may be empty, '.' or '..', nor have "
                            + "'/', '\\', ';', '%%' or a control character, encoded or not")
                        .formatted(request.getRequestURI()));
        }
        return header(e);
    }

    /** The refusal of a header, which shows only when somebody asks for it. */
    static ProblemDetail header(RequestRejectedException e) {
        return ProblemAdvice.problem(HttpStatus.BAD_REQUEST, "bad-request", "Bad request",
                String.valueOf(e.getMessage()));
    }

}

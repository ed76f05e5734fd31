package io.sensorstreams.common.web.problem;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;

/**
 * Returns problem details for unexpected exceptions and for requests without a
 * controller. Applies after the advice of a controller.
 */
@RestControllerAdvice
final class FallbackProblems extends ProblemAdvice {

    private static final Logger LOGGER = LoggerFactory.getLogger(FallbackProblems.class);

    @ExceptionHandler
    ProblemDetail handle(RequestRejectedException e) {
        return RefusedAddresses.header(e);
    }

    @ExceptionHandler
    ProblemDetail handle(RuntimeException e, WebRequest request) {
        LOGGER.atError()
            .addKeyValue("request", request.getDescription(false))
            .setCause(e)
            .log("Request failed unexpectedly");
        return problem(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", "Internal error",
                "The request failed; the log of the service has the reason");
    }

}

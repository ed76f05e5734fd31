package io.sensorstreams.consumer.files;

import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.common.web.live.AbortValve;
import io.sensorstreams.common.web.problem.ProblemAdvice;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers all requests for a file in an object store that fails. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class StoreProblems {

    private static final Logger LOGGER = LoggerFactory.getLogger(StoreProblems.class);

    private static final String RETRY_SECONDS = "5";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(StoreException e) {
        LOGGER.atWarn().setCause(e).log("The object store of output files cannot be read");
        return ResponseEntity
            .of(ProblemAdvice.problem(HttpStatus.SERVICE_UNAVAILABLE, "object-store-failed", "Object store failed",
                    String.valueOf(e.getMessage())))
            .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
            .build();
    }

    /** The caller must not take a part of the bytes for all of them. */
    @ExceptionHandler
    @Nullable ResponseEntity<ProblemDetail> handle(BrokenBodyException e, HttpServletRequest request) {
        LOGGER.atWarn()
            .addKeyValue("request", request.getRequestURI())
            .setCause(e)
            .log("The object store failed during a download; the connection to the client was closed");
        AbortValve.of(request).run();
        return null;
    }

}

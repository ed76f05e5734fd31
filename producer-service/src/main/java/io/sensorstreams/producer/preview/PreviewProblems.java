package io.sensorstreams.producer.preview;

import io.sensorstreams.common.web.problem.ProblemAdvice;
import io.sensorstreams.producer.definition.InvalidStreamException;
import io.sensorstreams.producer.directory.UnknownFileException;
import io.sensorstreams.producer.row.ReadFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Converts exceptions about previews into problem details.
 */
@RestControllerAdvice(assignableTypes = PreviewController.class)
class PreviewProblems extends ProblemAdvice {

    private static final Logger LOGGER = LoggerFactory.getLogger(PreviewProblems.class);

    private static final long RETRY_SECONDS = 2;

    @ExceptionHandler
    ProblemDetail handle(InvalidStreamException e) {
        return invalid(e.errors());
    }

    @ExceptionHandler
    ProblemDetail handle(UnknownFileException e) {
        return problem(HttpStatus.NOT_FOUND, "file-not-found", "File not found", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(PreviewBusyException e) {
        return busy("previews-busy", "Too many previews", e, RETRY_SECONDS);
    }

    @ExceptionHandler
    ProblemDetail handle(ReadFailedException e) {
        LOGGER.atWarn().setCause(e).log("The source of a preview cannot be read");
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "data-directory-failed", "Data directory failed",
                "The source cannot be read. The log of the producer-service has the reason");
    }

}

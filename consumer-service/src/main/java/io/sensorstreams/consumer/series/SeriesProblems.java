package io.sensorstreams.consumer.series;

import java.io.UncheckedIOException;

import io.sensorstreams.common.web.problem.ProblemAdvice;
import io.sensorstreams.consumer.files.FileNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Converts exceptions about series into problem details.
 */
@RestControllerAdvice(assignableTypes = SeriesController.class)
class SeriesProblems extends ProblemAdvice {

    private static final Logger LOGGER = LoggerFactory.getLogger(SeriesProblems.class);

    private static final long RETRY_SECONDS = 2;

    @ExceptionHandler
    ProblemDetail handle(FileNotFoundException e) {
        return problem(HttpStatus.NOT_FOUND, "file-not-found", "File not found", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail handle(UncheckedIOException e) {
        LOGGER.atWarn().setCause(e).log("A file cannot be read for its series");
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "output-directory-failed", "Output directory failed",
                "The file cannot be read. The log of the consumer-service has the reason");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(SeriesBusyException e) {
        return busy("series-busy", "Too many series", e, RETRY_SECONDS);
    }

}

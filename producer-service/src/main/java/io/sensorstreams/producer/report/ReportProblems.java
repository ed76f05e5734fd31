package io.sensorstreams.producer.report;

import java.io.IOException;
import java.util.Map;

import io.sensorstreams.common.web.problem.ProblemAdvice;
import io.sensorstreams.producer.directory.UnknownFileException;
import io.sensorstreams.producer.row.SourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Converts exceptions about reports into problem details.
 */
@RestControllerAdvice(assignableTypes = ReportController.class)
class ReportProblems extends ProblemAdvice {

    private static final Logger LOGGER = LoggerFactory.getLogger(ReportProblems.class);

    private static final String RETRY_SECONDS = "5";

    @ExceptionHandler
    ProblemDetail handle(UnknownFileException e) {
        return problem(HttpStatus.NOT_FOUND, "file-not-found", "File not found", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail handle(InvalidParameterException e) {
        return invalid(Map.of(e.parameter(), String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ProblemDetail handle(SourceException e) {
        return invalid(Map.of("name", String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(ReportBusyException e) {
        ProblemDetail problem = problem(HttpStatus.SERVICE_UNAVAILABLE, "report-not-ready", "Report not ready",
                String.valueOf(e.getMessage()));
        return ResponseEntity.of(problem).header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS).build();
    }

    @ExceptionHandler
    ProblemDetail handle(IOException e) {
        LOGGER.atWarn().setCause(e).log("A file cannot be read for its report");
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "data-directory-failed", "Data directory failed",
                "The file cannot be read. The log of the producer-service has the reason");
    }

}

package io.sensorstreams.producer.report;

import java.util.Map;

import io.sensorstreams.common.web.problem.ProblemAdvice;
import io.sensorstreams.producer.directory.UnknownFileException;
import io.sensorstreams.producer.row.ReadFailedException;
import io.sensorstreams.producer.row.SourceException;

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

    @ExceptionHandler
    ProblemDetail handle(UnknownFileException e) {
        return problem(HttpStatus.NOT_FOUND, "file-not-found", "File not found", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail handle(SourceException e) {
        return invalid(Map.of("name", String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(ReportBusyException e) {
        return busy("report-not-ready", "Report not ready", e, Math.max(1, e.retryAfter().toSeconds()));
    }

    /** Logged where it was found. */
    @ExceptionHandler
    ProblemDetail handle(ReadFailedException e) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "data-directory-failed", "Data directory failed",
                "The file cannot be read. The log of the producer-service has the reason");
    }

}

package io.sensorstreams.consumer.series;

import java.util.Map;

import io.sensorstreams.common.web.problem.ProblemAdvice;
import io.sensorstreams.consumer.files.FileNotFoundException;

import org.springframework.http.HttpHeaders;
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

    private static final String RETRY_SECONDS = "2";

    @ExceptionHandler
    ProblemDetail handle(FileNotFoundException e) {
        return problem(HttpStatus.NOT_FOUND, "file-not-found", "File not found", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail handle(InvalidParameterException e) {
        return invalid(Map.of(e.parameter(), String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(SeriesBusyException e) {
        ProblemDetail problem = problem(HttpStatus.SERVICE_UNAVAILABLE, "series-busy", "Too many series",
                String.valueOf(e.getMessage()));
        return ResponseEntity.of(problem).header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS).build();
    }

}

package io.sensorstreams.consumer.files;

import io.sensorstreams.common.web.problem.ProblemAdvice;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice(assignableTypes = FileController.class)
class FileProblems extends ProblemAdvice {

    @ExceptionHandler
    ProblemDetail handle(FileNotFoundException e) {
        return problem(HttpStatus.NOT_FOUND, "file-not-found", "File not found", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(RangeNotSatisfiableException e) {
        ProblemDetail problem = problem(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "range-not-satisfiable",
                "Range not satisfiable", String.valueOf(e.getMessage()));
        return ResponseEntity.of(problem).header(HttpHeaders.CONTENT_RANGE, "bytes */" + e.length()).build();
    }

}

package io.sensorstreams.consumer.files;

import io.sensorstreams.common.web.ProblemAdvice;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice(assignableTypes = FileController.class)
class FileProblems extends ProblemAdvice {

    @ExceptionHandler
    ProblemDetail handle(FileNotFoundException e) {
        return problem(HttpStatus.NOT_FOUND, "file-not-found", "File not found", String.valueOf(e.getMessage()));
    }

}

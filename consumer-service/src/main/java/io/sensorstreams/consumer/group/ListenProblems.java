package io.sensorstreams.consumer.group;

import io.sensorstreams.common.web.problem.ProblemAdvice;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
class ListenProblems extends ProblemAdvice {

    @ExceptionHandler
    ProblemDetail handle(UnknownGroupException e) {
        return problem(HttpStatus.NOT_FOUND, "group-not-found", "Group not found", String.valueOf(e.getMessage()));
    }

}

package io.sensorstreams.consumer.audit;

import java.util.Map;

import io.sensorstreams.common.web.problem.ProblemAdvice;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice(assignableTypes = AuditController.class)
class AuditProblems extends ProblemAdvice {

    @ExceptionHandler
    ProblemDetail handle(AuditNotFoundException e) {
        return problem(HttpStatus.NOT_FOUND, "audit-not-found", "Audit not found", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail handle(UnknownGroupsException e) {
        return invalid(Map.of("groups", String.valueOf(e.getMessage())));
    }

}

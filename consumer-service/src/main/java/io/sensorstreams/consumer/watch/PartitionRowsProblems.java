package io.sensorstreams.consumer.watch;

import io.sensorstreams.common.web.live.WatchProblems;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Converts exceptions about watched partitions into problem details. */
@RestControllerAdvice(assignableTypes = PartitionRowsController.class)
class PartitionRowsProblems extends WatchProblems {

    @ExceptionHandler
    ProblemDetail handle(PartitionNotFoundException e) {
        return problem(HttpStatus.NOT_FOUND, "partition-not-found", "Partition not found",
                String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail handle(PartitionElsewhereException e) {
        ProblemDetail problem = problem(HttpStatus.CONFLICT, "partition-elsewhere", "Partition elsewhere",
                String.valueOf(e.getMessage()));
        problem.setProperty("owner", e.owner());
        return problem;
    }

}

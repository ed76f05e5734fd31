package io.sensorstreams.common.web.live;

import io.sensorstreams.common.web.problem.ProblemAdvice;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Converts the exceptions of a watch that cannot start into problem details. */
public abstract class WatchProblems extends ProblemAdvice {

    private static final String RETRY_SECONDS = "5";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(TooManyWatchersException e) {
        ProblemDetail problem = problem(HttpStatus.SERVICE_UNAVAILABLE, "too-many-watchers", "Too many watchers",
                String.valueOf(e.getMessage()));
        return ResponseEntity.of(problem).header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS).build();
    }

}

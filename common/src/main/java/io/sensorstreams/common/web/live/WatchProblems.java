package io.sensorstreams.common.web.live;

import io.sensorstreams.common.web.problem.ProblemAdvice;

import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Converts the exceptions of a watch that cannot start into problem details. */
public abstract class WatchProblems extends ProblemAdvice {

    private static final long RETRY_SECONDS = 5;

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(TooManyWatchersException e) {
        return busy("too-many-watchers", "Too many watchers", e, RETRY_SECONDS);
    }

}

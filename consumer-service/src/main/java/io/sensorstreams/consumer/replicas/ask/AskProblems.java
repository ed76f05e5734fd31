package io.sensorstreams.consumer.replicas.ask;

import io.sensorstreams.common.web.problem.ProblemAdvice;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Any controller may need other replicas. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public class AskProblems {

    private static final String RETRY_SECONDS = "5";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(ReplicasUnavailableException e) {
        return of(e);
    }

    /** Creates the problem. {@code replicas} lists those that have not answered. */
    public static ResponseEntity<ProblemDetail> of(ReplicasUnavailableException e) {
        ProblemDetail problem = ProblemAdvice.problem(HttpStatus.SERVICE_UNAVAILABLE, "replicas-unavailable",
                "Replicas do not answer", String.valueOf(e.getMessage()));
        problem.setProperty("replicas", e.unanswered());
        return ResponseEntity.of(problem).header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS).build();
    }

}

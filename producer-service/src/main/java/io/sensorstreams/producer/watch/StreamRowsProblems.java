package io.sensorstreams.producer.watch;

import io.sensorstreams.common.web.live.WatchProblems;
import io.sensorstreams.producer.command.StreamNotFoundException;
import io.sensorstreams.producer.definition.BrokerUnavailableException;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Converts exceptions about watched streams into problem details. */
@RestControllerAdvice(assignableTypes = StreamRowsController.class)
class StreamRowsProblems extends WatchProblems {

    @ExceptionHandler
    ProblemDetail handle(StreamNotFoundException e) {
        return problem(HttpStatus.NOT_FOUND, "stream-not-found", "Stream not found", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail handle(BrokerUnavailableException e) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "broker-unavailable", "Broker unavailable",
                e.getMessage() + ". Send this again when /actuator/health/readiness reports UP.");
    }

}

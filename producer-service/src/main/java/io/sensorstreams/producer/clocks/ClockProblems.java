package io.sensorstreams.producer.clocks;

import io.sensorstreams.common.web.problem.ProblemAdvice;
import io.sensorstreams.producer.definition.BrokerUnavailableException;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice(assignableTypes = ClockController.class)
class ClockProblems extends ProblemAdvice {

    @ExceptionHandler
    ProblemDetail handle(ClockNotFoundException e) {
        return problem(HttpStatus.NOT_FOUND, "clock-not-found", "Clock not found", message(e));
    }

    @ExceptionHandler
    ProblemDetail handle(ClockConflictException e) {
        return switch (e.conflict()) {
            case CLOCK_RUNNING -> problem(HttpStatus.CONFLICT, "clock-running", "Clock runs", message(e));
            case CLOCK_ENDED -> problem(HttpStatus.CONFLICT, "clock-ended", "Clock has ended", message(e));
            case CLOCK_IN_USE -> problem(HttpStatus.CONFLICT, "clock-in-use", "Clock in use", message(e));
        };
    }

    @ExceptionHandler
    ProblemDetail handle(BrokerUnavailableException e) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "broker-unavailable", "Broker unavailable", message(e)
                + ". Nothing is lost: clocks keep their course; send this again when /actuator/health/readiness "
                + "reports UP.");
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }

}

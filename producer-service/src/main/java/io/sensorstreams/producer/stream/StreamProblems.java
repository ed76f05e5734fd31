package io.sensorstreams.producer.stream;

import io.sensorstreams.common.web.problem.ProblemAdvice;
import io.sensorstreams.producer.command.StreamConflictException;
import io.sensorstreams.producer.command.StreamNotFoundException;
import io.sensorstreams.producer.definition.BrokerUnavailableException;
import io.sensorstreams.producer.definition.InvalidStreamException;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice(assignableTypes = StreamController.class)
class StreamProblems extends ProblemAdvice {

    @ExceptionHandler
    ProblemDetail handle(StreamNotFoundException e) {
        return problem(HttpStatus.NOT_FOUND, "stream-not-found", "Stream not found", message(e));
    }

    @ExceptionHandler
    ProblemDetail handle(StreamConflictException e) {
        return switch (e.conflict()) {
            case STREAM_EXISTS -> problem(HttpStatus.CONFLICT, "stream-exists", "Stream exists", message(e));
            case STREAM_RUNNING -> problem(HttpStatus.CONFLICT, "stream-running", "Stream runs", message(e));
            case STREAM_COMPLETED -> problem(HttpStatus.CONFLICT, "stream-completed", "Stream completed", message(e));
            case FILE_CHANGED -> problem(HttpStatus.CONFLICT, "file-changed", "File changed", message(e));
            case POSITION_IN_USE -> problem(HttpStatus.CONFLICT, "position-in-use", "Position in use", message(e));
        };
    }

    @ExceptionHandler
    ProblemDetail handle(InvalidStreamException e) {
        return invalid(e.errors());
    }

    @ExceptionHandler
    ProblemDetail handle(BrokerUnavailableException e) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "broker-unavailable", "Broker unavailable", message(e)
                + ". Nothing is lost: streams continue automatically; send this again when /actuator/health/readiness "
                + "reports UP.");
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }

}

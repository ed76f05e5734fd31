package io.sensorstreams.consumer.replay;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.access.KafkaRefusal;
import io.sensorstreams.common.web.problem.ProblemAdvice;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.group.UnknownGroupException;
import io.sensorstreams.consumer.group.UnknownTopicException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice(assignableTypes = ReplayController.class)
class ReplayProblems extends ProblemAdvice {

    private static final Logger LOGGER = LoggerFactory.getLogger(ReplayProblems.class);

    @ExceptionHandler
    ProblemDetail handle(UnknownGroupException e) {
        return problem(HttpStatus.NOT_FOUND, "group-not-found", "Group not found", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail handle(UnknownTopicException e) {
        return invalid(Map.of("topic", String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ProblemDetail handle(InvalidSkipException e) {
        return invalid(Map.of(e.field(), String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ProblemDetail handle(ReplayRefusedException e) {
        return problem(HttpStatus.CONFLICT, "replay-refused", "Replay refused", String.valueOf(e.getMessage()));
    }

    /** The message has the reason. */
    @ExceptionHandler
    ProblemDetail handle(RecoveryException e) {
        return problem(HttpStatus.CONFLICT, "replay-refused", "Replay refused", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail handle(IOException e) {
        LOGGER.atWarn().setCause(e).log("The output directory cannot be read");
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "output-directory-failed", "Output directory failed",
                "The output directory cannot be read. Nothing was changed. The log of the consumer-service has the"
                        + " reason");
    }

    @ExceptionHandler({ TimeoutException.class, KafkaException.class })
    ProblemDetail handle(Exception e) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "kafka-unavailable", "Kafka does not answer",
                KafkaRefusal.message(e));
    }

}

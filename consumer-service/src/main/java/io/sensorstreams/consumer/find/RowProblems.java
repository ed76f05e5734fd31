package io.sensorstreams.consumer.find;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.access.KafkaRefusal;
import io.sensorstreams.common.web.problem.ProblemAdvice;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Converts exceptions about searched rows into problem details. */
@RestControllerAdvice(assignableTypes = RowController.class)
class RowProblems extends ProblemAdvice {

    private static final Logger LOGGER = LoggerFactory.getLogger(RowProblems.class);

    private static final long RETRY_SECONDS = 5;

    @ExceptionHandler
    ProblemDetail handle(RowNotFoundException e) {
        return problem(HttpStatus.NOT_FOUND, "row-not-found", "Row not found", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(RowSearchBusyException e) {
        return busy("row-search-busy", "Too many searches", e, RETRY_SECONDS);
    }

    @ExceptionHandler
    ProblemDetail handle(RowSearchTimeoutException e) {
        return problem(HttpStatus.GATEWAY_TIMEOUT, "row-search-timeout", "Search took too long",
                String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail handle(IOException e) {
        LOGGER.atWarn().setCause(e).log("The output directory cannot be read");
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "output-directory-failed", "Output directory failed",
                "The output directory cannot be read. The log of the consumer-service has the reason");
    }

    @ExceptionHandler({ TimeoutException.class, KafkaException.class })
    ProblemDetail handle(Exception e) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "kafka-unavailable", "Kafka does not answer",
                KafkaRefusal.message(e));
    }

}

package io.sensorstreams.consumer.replicas;

import io.sensorstreams.common.access.KafkaRefusal;
import io.sensorstreams.common.web.problem.ProblemAdvice;
import org.apache.kafka.common.KafkaException;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice(assignableTypes = ReplicaController.class)
class ReplicaProblems extends ProblemAdvice {

    @ExceptionHandler
    ProblemDetail handle(UnknownReplicaException e) {
        return problem(HttpStatus.NOT_FOUND, "replica-not-found", "Replica not found", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail handle(KafkaException e) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "kafka-unavailable", "Kafka does not answer",
                KafkaRefusal.message(e));
    }

}

package io.sensorstreams.consumer.files;

import io.sensorstreams.common.web.problem.ProblemAdvice;
import io.sensorstreams.consumer.replicas.ask.AskProblems;
import io.sensorstreams.consumer.replicas.ask.FileForwarding;
import io.sensorstreams.consumer.replicas.ask.ReplicasUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers all requests for a file that is not on this disk: with the response of the
 * replica that has it, or with a problem.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ElsewhereProblems {

    private final ObjectProvider<FileForwarding> forwarding;

    ElsewhereProblems(ObjectProvider<FileForwarding> forwarding) {
        this.forwarding = forwarding;
    }

    /**
     * Returns null when the response is that of another replica. Spring does not handle
     * an exception of this method.
     */
    @ExceptionHandler
    @Nullable ResponseEntity<ProblemDetail> handle(FileElsewhereException e, HttpServletRequest request,
            HttpServletResponse response) {
        FileForwarding others = this.forwarding.getIfAvailable();
        try {
            return (others != null && others.forward(e.file(), request, response)) ? null : ResponseEntity
                .of(ProblemAdvice.problem(HttpStatus.NOT_FOUND, "file-not-found", "File not found",
                        String.valueOf(e.getMessage())))
                .build();
        }
        catch (ReplicasUnavailableException failure) {
            return AskProblems.of(failure);
        }
    }

}

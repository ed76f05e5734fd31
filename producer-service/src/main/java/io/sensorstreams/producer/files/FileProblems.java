package io.sensorstreams.producer.files;

import java.io.IOException;
import java.util.Map;

import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.common.web.problem.ProblemAdvice;
import io.sensorstreams.producer.directory.DirectoryFullException;
import io.sensorstreams.producer.directory.FileTooLargeException;
import io.sensorstreams.producer.row.ReadFailedException;
import io.sensorstreams.producer.row.SourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice(assignableTypes = FileController.class)
class FileProblems extends ProblemAdvice {

    private static final Logger LOGGER = LoggerFactory.getLogger(FileProblems.class);

    @ExceptionHandler
    ProblemDetail handle(FileTooLargeException e) {
        return problem(HttpStatus.CONTENT_TOO_LARGE, "file-too-large", "File too large",
                String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail handle(SourceException e) {
        return invalid(Map.of("file", String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ProblemDetail handle(FileInUseException e) {
        return problem(HttpStatus.CONFLICT, "file-in-use", "File in use", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail handle(DirectoryFullException e) {
        return problem(HttpStatus.INSUFFICIENT_STORAGE, "data-directory-full", "Data directory full",
                String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail handle(StoreException e) {
        LOGGER.atWarn().setCause(e).log("The object store cannot be read or written");
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "data-directory-failed", "Data directory failed",
                String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail handle(ReadFailedException e) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "data-directory-failed", "Data directory failed",
                String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail handle(IOException e) {
        LOGGER.atWarn().setCause(e).log("The data directory cannot be read or written");
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "data-directory-failed", "Data directory failed",
                "The data directory cannot be read or written. The log of the producer-service has the reason");
    }

}

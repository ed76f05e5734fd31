package io.sensorstreams.common.web.problem;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Converts exceptions into problem details (RFC 9457). For an invalid body,
 * {@code errors} is a map of field to reason.
 */
public abstract class ProblemAdvice extends ResponseEntityExceptionHandler {

    /** Prefix of every {@code type}; a URN, not a URL. */
    public static final String TYPES = "urn:sensor-streams:problem:";

    /**
     * Creates a problem.
     * @param type last part of the problem's {@code type}, such as
     * {@code stream-not-found}
     */
    public static ProblemDetail problem(HttpStatus status, String type, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(TYPES + type));
        problem.setTitle(title);
        return problem;
    }

    /**
     * Creates the problem of a request that may be repeated, because the service is busy
     * with others.
     * @param retrySeconds when to repeat it
     */
    protected static ResponseEntity<ProblemDetail> busy(String type, String title, Exception e, long retrySeconds) {
        return ResponseEntity.of(problem(HttpStatus.SERVICE_UNAVAILABLE, type, title, String.valueOf(e.getMessage())))
            .header(HttpHeaders.RETRY_AFTER, String.valueOf(retrySeconds))
            .build();
    }

    /**
     * Creates the problem of an invalid body or parameter.
     * @param errors map of field, as a JSON path such as {@code source.file}, to reason
     */
    protected static ProblemDetail invalid(Map<String, String> errors) {
        ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "invalid-request", "Invalid request",
                "The request was refused: " + String.join("; ",
                        errors.entrySet().stream().map((error) -> error.getKey() + " " + error.getValue()).toList()));
        problem.setProperty("errors", errors);
        return problem;
    }

    /** Returns the last part of the type of problems without a specific type. */
    static String name(HttpStatus status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Derives the type of a problem without a specific type from its status. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception e, @Nullable Object body,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Object shown = (body == null && e instanceof ErrorResponse response) ? response.getBody() : body;
        HttpStatus known = HttpStatus.resolve(status.value());
        if (known != null && shown instanceof ProblemDetail problem
                && (problem.getType() == null || problem.getType().equals(URI.create("about:blank")))) {
            problem.setType(URI.create(TYPES + name(known)));
        }
        return super.handleExceptionInternal(e, shown, headers, status, request);
    }

    public static void write(ProblemDetail problem, HttpServletResponse response, JsonMapper json) throws IOException {
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), problem);
    }

    @ExceptionHandler
    protected ProblemDetail handle(BodyRefusedException e) {
        return invalid(Map.of(e.field(), String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    protected ProblemDetail handle(InvalidParameterException e) {
        return invalid(Map.of(e.parameter(), String.valueOf(e.getMessage())));
    }

    /** The body ends early or has chunks with a wrong length. */
    @ExceptionHandler
    protected ProblemDetail handle(BadRequestException e) {
        return problem(HttpStatus.BAD_REQUEST, "bad-request", "Bad request",
                "The body is incomplete or does not match its declared length");
    }

    @ExceptionHandler
    protected ProblemDetail handle(SocketTimeoutException e) {
        return problem(HttpStatus.REQUEST_TIMEOUT, "request-timeout", "Request timeout",
                "The body did not arrive in time");
    }

    /** No converter can write the response in an accepted media type. */
    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotWritable(HttpMessageNotWritableException e,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (e.getCause() != null) {
            return super.handleHttpMessageNotWritable(e, headers, status, request);
        }
        return handleExceptionInternal(e,
                problem(HttpStatus.NOT_ACCEPTABLE, "not-acceptable", "Not Acceptable",
                        "The response is not available in a media type that the header Accept allows"),
                headers, HttpStatus.NOT_ACCEPTABLE, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException e,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Map<String, String> errors = new TreeMap<>();
        e.getFieldErrors()
            .forEach((error) -> errors.merge(error.getField(), String.valueOf(error.getDefaultMessage()),
                    (one, other) -> one + ", " + other));
        e.getGlobalErrors()
            .forEach((error) -> errors.put(error.getObjectName(), String.valueOf(error.getDefaultMessage())));
        return handleExceptionInternal(e, invalid(errors), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException e,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (e.getRootCause() instanceof SocketTimeoutException late) {
            return handleExceptionInternal(e, handle(late), headers, HttpStatus.REQUEST_TIMEOUT, request);
        }
        Map<String, String> errors = (e.getCause() instanceof JacksonException cause)
                ? Map.of(JsonFault.path(cause), JsonFault.reason(cause, e.getHttpInputMessage()))
                : Map.of(JsonFault.BODY, "is missing or cannot be read");
        return handleExceptionInternal(e, invalid(errors), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Map<String, String> errors = new TreeMap<>();
        e.getParameterValidationResults()
            .forEach((result) -> errors.put(String.valueOf(result.getMethodParameter().getParameterName()),
                    String.join(", ",
                            result.getResolvableErrors()
                                .stream()
                                .map((error) -> String.valueOf(error.getDefaultMessage()))
                                .toList())));
        return handleExceptionInternal(e, invalid(errors), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(NoResourceFoundException e,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return handleExceptionInternal(e,
                problem(HttpStatus.NOT_FOUND, "not-found", "Not found",
                        "There is no path '/%s'; docs/rest.md lists all paths below /api and /actuator"
                            .formatted(e.getResourcePath())),
                headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return handleExceptionInternal(e,
                expected(e.getBody(), "Method '" + e.getMethod() + "'", e.getSupportedMethods()), headers, status,
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(HttpMediaTypeNotSupportedException e,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String[] supported = e.getSupportedMediaTypes().stream().map(MediaType::toString).toArray(String[]::new);
        return handleExceptionInternal(e, expected(e.getBody(), "Content-Type '" + e.getContentType() + "'", supported),
                headers, status, request);
    }

    private static ProblemDetail expected(ProblemDetail problem, String given, String @Nullable [] supported) {
        problem.setDetail(given + " is not supported here, expected "
                + ((supported != null) ? String.join(" or ", supported) : "another one"));
        return problem;
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(TypeMismatchException e, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        String expected = (e.getRequiredType() != null) ? JsonKind.of(e.getRequiredType()) : "something else";
        return handleExceptionInternal(e,
                invalid(Map.of(String.valueOf(e.getPropertyName()), "is '" + e.getValue() + "', expected " + expected)),
                headers, status, request);
    }

}

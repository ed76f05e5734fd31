package io.sensorstreams.common.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Keeps slow bodies of requests from taking all threads of the server: a thread that
 * reads a body waits for the client. At most {@code at-once} requests with a body are
 * handled at the same time, and each body must come fast enough. The other threads are
 * left for health and every other request without a body. A valve, because Tomcat reads
 * the rest of a body after all filters.
 */
final class BodyGate extends ValveBase {

    private static final String PROBLEM = """
            {"type":"%s%s","title":"%s","status":%d,"detail":"%s"}""";

    private static final String RETRY_SECONDS = "5";

    private static final long MAX_DRAINED = 2 * 1024 * 1024;

    private static final Duration MAX_DRAIN = Duration.ofSeconds(2);

    private final BodyProperties properties;

    private final Semaphore places;

    BodyGate(BodyProperties properties) {
        super(true);
        this.properties = properties;
        this.places = new Semaphore(properties.atOnce());
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (!hasBody(request)) {
            getNext().invoke(request, response);
        }
        else if (this.places.tryAcquire()) {
            try {
                invokeTimed(request, response);
            }
            finally {
                this.places.release();
            }
        }
        else {
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
            answer(response, HttpStatus.SERVICE_UNAVAILABLE, "too-many-bodies",
                    "%d requests with a body are being handled, and no more are taken at the same time (sensor.bodies.at-once)"
                        .formatted(this.properties.atOnce()));
        }
    }

    /** Whether no request with a body is being handled. */
    boolean isIdle() {
        return this.places.availablePermits() == this.properties.atOnce();
    }

    private static boolean hasBody(Request request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private void invokeTimed(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request connection = request.getCoyoteRequest();
        InputBuffer untimed = connection.getInputBuffer();
        TimedBody body = new TimedBody(untimed, this.properties);
        connection.setInputBuffer(body);
        try {
            getNext().invoke(request, response);
        }
        finally {
            connection.setInputBuffer(untimed);
            if (body.isTooSlow()) {
                connection.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
                refuseSlow(request, response);
            }
            else if (!body.isFinished()) {
                if (!response.isError() && !request.isAsync()) {
                    response.finishResponse(); // closing may lose what is sent later
                }
                drain(connection, untimed);
            }
        }
    }

    /**
     * Takes in a small rest that the handler did not read: many clients read no answer
     * before they have sent everything. Tomcat closes the connection after the answer
     * when there is more. The answer of the handler stays as it is.
     */
    private static void drain(org.apache.coyote.Request connection, InputBuffer body) {
        Discarded discarded = new Discarded();
        long begin = System.nanoTime();
        int read = 0;
        try {
            for (long bytes = 0; read >= 0 && bytes < MAX_DRAINED
                    && System.nanoTime() - begin < MAX_DRAIN.toNanos(); bytes += read) {
                read = body.doRead(discarded);
            }
        }
        catch (IOException e) {
            read = 0; // the client is silent or has gone
        }
        if (read >= 0) {
            connection.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    private void refuseSlow(Request request, Response response) throws IOException {
        if (!response.isCommitted()) {
            // Tomcat has noted an error of its own, and takes no more output.
            request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
            response.setSuspended(false);
            response.reset();
            answer(response, HttpStatus.REQUEST_TIMEOUT, "body-too-slow",
                    "The body must come within %d s, or bring %d bytes a second after that (sensor.bodies.grace, sensor.bodies.rate)"
                        .formatted(this.properties.grace().toSeconds(), this.properties.rate().toBytes()));
        }
    }

    private static void answer(Response response, HttpStatus status, String type, String detail) throws IOException {
        byte[] body = PROBLEM.formatted(ProblemAdvice.TYPES, type, status.getReasonPhrase(), status.value(), detail)
            .getBytes(StandardCharsets.UTF_8);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.finishResponse();
    }

    /** Takes bytes and keeps none. */
    private static final class Discarded implements ApplicationBufferHandler {

        private @Nullable ByteBuffer buffer;

        @Override
        public void setByteBuffer(ByteBuffer bytes) {
            this.buffer = bytes;
        }

        @Override
        public @Nullable ByteBuffer getByteBuffer() {
            return this.buffer;
        }

        @Override
        public void expand(int size) {
            // Nothing is kept.
        }

    }

}

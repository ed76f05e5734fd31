package io.sensorstreams.common.web.body;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

import io.sensorstreams.common.web.problem.ProblemReportValve;
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

/**
 * Prevents slow request bodies from occupying all threads of the server: a thread that
 * reads a body waits for the client. At most {@code at-once} requests with a body are
 * handled at the same time, and each body must arrive fast enough. Implemented as a
 * valve, because Tomcat reads the rest of a body after all filters.
 */
final class BodyGate extends ValveBase {

    private static final String RETRY_SECONDS = "5";

    private static final long MAX_DRAINED = 2 * 1024 * 1024;

    private static final Duration MAX_DRAIN = Duration.ofSeconds(2);

    private static final Duration DRAIN_PAUSE = Duration.ofMillis(20);

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
            closeAfterResponse(request.getCoyoteRequest(), response);
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
            ProblemReportValve.answer(response, HttpStatus.SERVICE_UNAVAILABLE, "too-many-bodies",
                    "%d requests with a body are being handled, which is the limit (sensor.bodies.at-once). Retry the request later"
                        .formatted(this.properties.atOnce()));
        }
    }

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
                closeAfterResponse(connection, response);
                refuseSlow(request, response);
            }
            // An asynchronous request returns here when its response is ready.
            else if (!body.isFinished() && !request.isAsync()) {
                if (!response.isError()) {
                    response.finishResponse(); // closing may drop what is sent later
                }
                if (!drain(connection, untimed)) {
                    closeAfterResponse(connection, response);
                }
            }
        }
    }

    /**
     * Reads a small rest of the body that the handler did not read: many clients read the
     * response only after they have sent everything. When there is more, Tomcat closes
     * the connection after the response. Does not change the response of the handler.
     * Reads only bytes that have arrived, because a read blocks while the client sends
     * nothing. Only an incomplete size line of a chunk can block a read, for at most
     * {@code grace}.
     * @return whether the body was read to its end
     */
    private static boolean drain(org.apache.coyote.Request connection, InputBuffer body) {
        Discarded discarded = new Discarded();
        long begin = System.nanoTime();
        long bytes = 0;
        try {
            while (!connection.isFinished() && bytes < MAX_DRAINED && System.nanoTime() - begin < MAX_DRAIN.toNanos()) {
                if (hasCome(connection)) {
                    bytes += Math.max(0, body.doRead(discarded));
                }
                else {
                    LockSupport.parkNanos(DRAIN_PAUSE.toNanos());
                }
            }
        }
        catch (IOException e) {
            return false; // the client has closed the connection
        }
        return connection.isFinished();
    }

    /**
     * Closes the connection after the response, without reading the rest of the body.
     * Tomcat marks that as an error, and would report it as a second response.
     */
    private static void closeAfterResponse(org.apache.coyote.Request connection, Response response) {
        boolean errorToReport = response.isError();
        connection.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        if (!errorToReport) {
            response.setErrorReported();
        }
    }

    /** Whether a read does not block. Receives bytes that have arrived. */
    private static boolean hasCome(org.apache.coyote.Request connection) {
        connection.action(ActionCode.AVAILABLE, true);
        return connection.getAvailable() > 0;
    }

    private void refuseSlow(Request request, Response response) throws IOException {
        if (!response.isCommitted()) {
            // Tomcat has recorded its own error and discards further output.
            request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
            response.setSuspended(false);
            response.reset();
            ProblemReportValve.answer(response, HttpStatus.REQUEST_TIMEOUT, "body-too-slow",
                    "The body must arrive within %d s, or at %d bytes per second after that (sensor.bodies.grace, sensor.bodies.rate)"
                        .formatted(this.properties.grace().toSeconds(), this.properties.rate().toBytes()));
        }
    }

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
            // The bytes are discarded.
        }

    }

}

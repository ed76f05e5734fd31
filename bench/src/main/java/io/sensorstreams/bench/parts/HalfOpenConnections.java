package io.sensorstreams.bench.parts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Opens connections that never send a complete request: half of them send a header
 * slowly, half of them a body. A connection that the service closes is opened again.
 */
final class HalfOpenConnections implements AutoCloseable {

    private static final String SLOW_HEADER = "GET /api/%s HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ";

    private static final String SLOW_BODY = "PUT /api/%s/slow HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            + "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{";

    private static final int DRIP_MILLIS = 2000;

    private final List<Connection> connections = new ArrayList<>();

    private final AtomicLong closed = new AtomicLong();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    /** Opens connections to a resource that supports GET and PUT. */
    void open(int port, String resource, int count) {
        for (int connection = 0; connection < count; connection++) {
            String beginning = ((connection % 2 == 0) ? SLOW_HEADER : SLOW_BODY).formatted(resource);
            this.connections.add(new Connection(port, beginning));
        }
    }

    /** Starts to send one byte at a time on each connection, repeatedly. */
    void drip() {
        // It ends when its thread is stopped.
        Future<?> unused = this.thread.scheduleWithFixedDelay(() -> this.connections.forEach(this::drip), 0,
                DRIP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void drip(Connection connection) {
        try {
            if (!connection.drip()) {
                this.closed.incrementAndGet();
            }
        }
        catch (IOException e) {
            this.closed.incrementAndGet();
            connection.close();
        }
    }

    /** Returns how many connections the services have closed. */
    long closed() {
        return this.closed.get();
    }

    @Override
    public void close() {
        this.thread.shutdownNow();
        this.connections.forEach(Connection::close);
    }

    /** A connection that is opened with its first byte. */
    private static final class Connection {

        private final int port;

        private final byte[] beginning;

        private Socket socket = new Socket();

        Connection(int port, String beginning) {
            this.port = port;
            this.beginning = beginning.getBytes(StandardCharsets.US_ASCII);
        }

        /** Sends a byte. Returns whether the connection was still open. */
        synchronized boolean drip() throws IOException {
            if (!this.socket.isConnected() || this.socket.isClosed()) {
                this.socket = new Socket(InetAddress.getLoopbackAddress(), this.port);
                this.socket.getOutputStream().write(this.beginning);
                return true;
            }
            if (this.socket.getInputStream().available() > 0) {
                close();
                return false;
            }
            this.socket.getOutputStream().write('x');
            return true;
        }

        synchronized void close() {
            try {
                this.socket.close();
            }
            catch (IOException e) {
                // The connection is discarded anyway.
            }
        }

    }

}

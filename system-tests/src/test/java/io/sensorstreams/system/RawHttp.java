package io.sensorstreams.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Sends requests without validation, unlike an HTTP client. A connection serves one
 * request. Thread-safe.
 */
final class RawHttp {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");

    private static final int TIMEOUT_MILLIS = 20_000;

    private final int port;

    private final String user;

    /**
     * Creates the client.
     * @param user name and password, such as {@code operator:secret}; empty for none
     */
    RawHttp(int port, String user) {
        this.port = port;
        this.user = user;
    }

    Answer send(Request request) {
        long begin = System.nanoTime();
        byte[] answer = exchange(request);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        String text = new String(answer, UTF_8);
        Matcher status = STATUS.matcher(text);
        return new Answer(status.lookingAt() ? Integer.parseInt(status.group(1)) : 0, text, took);
    }

    private byte[] exchange(Request request) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket("127.0.0.1", this.port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            OutputStream out = socket.getOutputStream();
            try {
                out.write(request.head(this.user, "127.0.0.1:" + this.port).getBytes(ISO_8859_1));
                out.write(request.body());
                out.flush();
            }
            catch (IOException e) {
                // The request was rejected before all of it was sent. The answer may be
                // available.
            }
            socket.getInputStream().transferTo(answer);
        }
        catch (SocketTimeoutException e) {
            // The read timed out. The elapsed time shows it.
        }
        catch (IOException e) {
            // The connection was reset. The bytes received before are the answer.
        }
        return answer.toByteArray();
    }

    /**
     * Answer of the server.
     *
     * @param status HTTP status, 0 when there is none
     * @param text head and body
     * @param took time until the server closed the connection
     */
    record Answer(int status, String text, Duration took) {
    }

    /**
     * Request to send.
     *
     * @param method first word of the request line
     * @param address path and query, not encoded
     * @param headers header lines, without those that every request has
     * @param body content
     */
    record Request(String method, String address, List<String> headers, byte[] body) {

        static Request of(String method, String address) {
            return new Request(method, address, List.of(), new byte[0]);
        }

        static Request json(String method, String address, String body) {
            return new Request(method, address, List.of("Content-Type: application/json"), body.getBytes(UTF_8));
        }

        Request with(String header, String value) {
            List<String> more = new ArrayList<>(this.headers);
            more.add(header + ": " + value);
            return new Request(this.method, this.address, more, this.body);
        }

        private String head(String user, String host) {
            List<String> lines = new ArrayList<>();
            lines.add(this.method + " " + this.address + " HTTP/1.1");
            if (lacks("Host")) {
                lines.add("Host: " + host);
            }
            if (lacks("Authorization") && !user.isEmpty()) {
                lines.add("Authorization: Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)));
            }
            if (lacks("Content-Length") && lacks("Transfer-Encoding")) {
                lines.add("Content-Length: " + this.body.length);
            }
            lines.add("Connection: close");
            lines.addAll(this.headers);
            return String.join("\r\n", lines) + "\r\n\r\n";
        }

        private boolean lacks(String header) {
            return this.headers.stream().noneMatch((line) -> line.startsWith(header + ":"));
        }

        @Override
        public String toString() {
            String content = new String(this.body, 0, Math.min(this.body.length, 80), ISO_8859_1);
            String where = (this.address.length() < 200) ? this.address : this.address.substring(0, 200) + "…";
            return this.method + " " + where + " " + this.headers + " " + this.body.length + " bytes: " + content;
        }

    }

}

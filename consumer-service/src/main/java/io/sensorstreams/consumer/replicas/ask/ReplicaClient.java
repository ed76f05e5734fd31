package io.sensorstreams.consumer.replicas.ask;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.function.BooleanSupplier;

import javax.net.ssl.SSLContext;

import io.sensorstreams.consumer.replicas.Replica;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to other replicas, with the rights of the caller. A replica answers them
 * for itself and asks no further one. Thread-safe.
 */
public class ReplicaClient {

    /** Header with the name of the replica that sends a request. */
    public static final String SENDER = "X-Sensor-Replica";

    /**
     * Header with the name of the replica that is asked, because another one may answer
     * at its address.
     */
    static final String RECIPIENT = "X-Sensor-Replica-To";

    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** Longest wait for more bytes of a body. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final HttpClient client;

    private final String instance;

    private final BooleanSupplier secure;

    /**
     * @param instance name of this replica
     * @param trust context with the authorities of the other replicas; null for those of
     * the JVM
     * @param secure whether this replica is reached by HTTPS, so that others are, too
     */
    ReplicaClient(String instance, @Nullable SSLContext trust, BooleanSupplier secure) {
        HttpClient.Builder builder = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT);
        if (trust != null) {
            builder.sslContext(trust);
        }
        this.client = builder.build();
        this.instance = instance;
        this.secure = (trust != null) ? () -> true : secure;
    }

    /**
     * Sends a request and waits for the headers of the response.
     * @param limit longest wait
     * @throws IOException when there is no response, or the request would be sent in
     * clear although replicas use TLS
     */
    Response send(Replica to, Request request, Caller caller, Duration limit) throws IOException {
        if (!to.url().startsWith("https:") && this.secure.getAsBoolean()) {
            throw new IOException("its address is not https, and this replica sends nothing in clear, because its own"
                    + " address is https or SENSOR_REPLICA_BUNDLE is set");
        }
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(to.url() + request.path()))
            .timeout(limit)
            .header(SENDER, sender())
            .header(RECIPIENT, recipient(to.instance()));
        request.headers().forEach(builder::header);
        if (caller.authorization() != null) {
            builder.header("Authorization", caller.authorization());
        }
        byte[] body = request.body();
        builder.method(request.method(),
                (body.length > 0) ? BodyPublishers.ofByteArray(body) : BodyPublishers.noBody());
        try {
            HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = this.client.send(builder.build(),
                    BodyHandlers.ofPublisher());
            TimedStream stream = new TimedStream(SILENCE);
            response.body().subscribe(stream);
            return new Response(response.statusCode(), response.headers(), stream);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** A header has ASCII letters only. */
    private String sender() {
        return this.instance.replaceAll("[^\\x21-\\x7e]", "?");
    }

    /** Text for the header with the name of a replica. */
    static String recipient(String instance) {
        return URLEncoder.encode(instance, StandardCharsets.UTF_8);
    }

    /**
     * A request.
     *
     * @param path path and query, encoded
     * @param headers in addition to those of the caller
     */
    record Request(String method, String path, Map<String, String> headers, byte[] body) {

        static Request of(String method, String path) {
            return new Request(method, path, Map.of(), new byte[0]);
        }

        static Request json(String method, String path, byte[] body) {
            return new Request(method, path, Map.of("Content-Type", "application/json"), body);
        }

    }

    /** A response, whose body is read while it arrives. */
    record Response(int status, HttpHeaders headers, InputStream body) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            this.body.close();
        }

    }

}

package io.sensorstreams.launcher.console.call;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.harness.Api;
import io.sensorstreams.harness.Api.Answer;
import org.jspecify.annotations.Nullable;

/** Calls one service once, and explains each failure to the user. */
public final class Service {

    private static final int OK = 200;

    private static final String UNKNOWN = "The request may or may not have been carried out";

    private static final String UNKNOWN_FILE = "The file may or may not be there: ./sensor files data lists what is. "
            + "If it is not, upload it again";

    /** A service answers a stop within less. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    /** A problem is shorter. */
    private static final int MAX_PROBLEM = 1 << 20;

    private final ServiceName name;

    private final Api api;

    private final Duration limit;

    /**
     * Creates a client of a service.
     * @param limit most time from the end of a request to its answer
     */
    Service(ServiceName name, Api api, Duration limit) {
        this.name = name;
        this.api = api;
        this.limit = limit;
    }

    /** Returns the host and the port of the service, as the user gave them. */
    public String host() {
        return this.api.address().replaceFirst("^\\w+://", "");
    }

    public Reply get(String path) throws CallException, InterruptedException {
        return send("GET", path, Api.NO_BODY);
    }

    public Reply post(String path) throws CallException, InterruptedException {
        return send("POST", path, Api.NO_BODY);
    }

    /**
     * Sends a request with a body of JSON.
     * @throws CallException when the service refuses it, or does not answer within two
     * minutes
     */
    public Reply send(String method, String path, byte[] body) throws CallException, InterruptedException {
        return checked(method, path, within(this.api.send(method, path, body), UNKNOWN));
    }

    /**
     * Sends a file. Sending has no time limit; the answer must come within two minutes
     * after the last byte.
     */
    public Reply upload(String path, Path file) throws IOException, InterruptedException {
        try {
            NoticedEnd body = new NoticedEnd(BodyPublishers.ofFile(file));
            CompletableFuture<HttpResponse<byte[]>> answer = this.api.exchange("PUT", path, body,
                    BodyHandlers.ofByteArray());
            result(CompletableFuture.anyOf(body.end(), answer), UNKNOWN_FILE);
            return checked("PUT", path, new Answer(within(answer, UNKNOWN_FILE)));
        }
        catch (FileNotFoundException e) {
            throw new IOException(file + " cannot be read", e);
        }
    }

    private Reply checked(String method, String path, Answer answer) throws CallException {
        if (answer.status() >= 300) {
            throw Problem.refusal(this.name, method + " " + this.api.address() + path, answer.status(),
                    answer.response().headers(), answer.text());
        }
        return new Reply(this.name, answer);
    }

    /** Opens the response of an address with server-sent events. The caller closes it. */
    public InputStream openEvents(String path) throws IOException, InterruptedException {
        String request = "GET " + this.api.address() + path;
        HttpResponse<InputStream> response = within(
                this.api.exchange("GET", path, BodyPublishers.noBody(), BodyHandlers.ofInputStream()), UNKNOWN);
        boolean events = response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
        if (response.statusCode() == OK && events) {
            return response.body();
        }
        try (InputStream body = response.body()) {
            if (response.statusCode() == OK) {
                throw CallException.refused(OK,
                        List.of(request + " was answered with 200, but not with events", this.name.isThisTheAddress()));
            }
            throw Problem.refusal(this.name, request, response.statusCode(), response.headers(),
                    new String(body.readNBytes(MAX_PROBLEM), StandardCharsets.UTF_8));
        }
    }

    private <T> T within(CompletableFuture<T> answer, String unknown) throws CallException, InterruptedException {
        return result(answer.orTimeout(this.limit.toMillis(), TimeUnit.MILLISECONDS), unknown);
    }

    private <T> T result(CompletableFuture<T> answer, String unknown) throws CallException, InterruptedException {
        try {
            return answer.get();
        }
        catch (ExecutionException e) {
            throwOutOfMemory(e);
            throw failure(Objects.requireNonNullElse(e.getCause(), e), unknown);
        }
    }

    private static void throwOutOfMemory(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError memory) {
                throw memory;
            }
        }
    }

    /**
     * Explains why there is no answer.
     * @param unknown what the user reads when the request may have been carried out
     */
    private CallException failure(Throwable cause, String unknown) {
        String address = this.api.address();
        if (cause instanceof TimeoutException) {
            return CallException.unreachable(List.of("The " + this.name.text() + " at " + address
                    + " did not answer within " + this.limit.toSeconds() + " s", unknown));
        }
        Optional<TlsFault> tls = TlsFault.of(cause);
        if (tls.isPresent()) {
            return CallException.unreachable(
                    List.of("The " + this.name.text() + " cannot be reached at " + address + ": " + tls.get().reason(),
                            tls.get().remedy()));
        }
        if (!neverConnected(cause)) {
            return CallException.unreachable(List.of("The connection to the " + this.name.text() + " at " + address
                    + " ended before the answer: " + reason(cause), unknown));
        }
        return CallException
            .unreachable(List.of("The " + this.name.text() + " cannot be reached at " + address + ": " + reason(cause),
                    "./run starts both services and prints their addresses; " + this.name.otherAddress()));
    }

    private static boolean neverConnected(Throwable cause) {
        return cause instanceof ConnectException || cause instanceof HttpTimeoutException;
    }

    private static String reason(Throwable cause) {
        if (isUnknownHost(cause)) {
            return "the host name is not known";
        }
        if (cause instanceof HttpTimeoutException) {
            return "nothing answers";
        }
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof ConnectException && message.matches("null|.*refused.*")) {
            return "the connection is refused";
        }
        return (cause.getMessage() != null) ? message : cause.toString();
    }

    private static boolean isUnknownHost(@Nullable Throwable cause) {
        return cause != null && (cause instanceof UnresolvedAddressException || isUnknownHost(cause.getCause()));
    }

}

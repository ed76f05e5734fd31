package io.sensorstreams.consumer.replicas.ask;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.web.live.AbortValve;
import io.sensorstreams.consumer.replicas.Replica;
import io.sensorstreams.consumer.replicas.Replicas;
import io.sensorstreams.consumer.replicas.ask.ReplicaClient.Request;
import io.sensorstreams.consumer.replicas.ask.ReplicaClient.Response;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Answers requests for a file on the disk of another replica with the response of that
 * replica. The bytes pass through while they arrive, at the speed of the caller.
 * Thread-safe.
 */
public class FileForwarding {

    private static final Logger LOGGER = LoggerFactory.getLogger(FileForwarding.class);

    private static final Duration HEADERS = Duration.ofSeconds(20);

    private static final int BUFFER = 64 * 1024;

    private static final int MOST_OF_PROBLEM = 64 * 1024;

    private static final Pattern UNENCODED = Pattern.compile("%(?![0-9a-fA-F]{2})|[^\\x21-\\x7e]|[\"<>\\\\^`{|}#]");

    private static final List<String> ASKED = List.of("Accept", "Range", "If-Range", "If-Match", "If-None-Match",
            "If-Modified-Since", "If-Unmodified-Since");

    private static final List<String> ANSWERED = List.of("Content-Type", "Content-Length", "Content-Range",
            "Content-Disposition", "Accept-Ranges", "ETag", "Last-Modified", "Cache-Control", "Retry-After");

    private final Replicas replicas;

    private final ReplicaClient client;

    private final Callers callers;

    FileForwarding(Replicas replicas, ReplicaClient client, Callers callers) {
        this.replicas = replicas;
        this.client = client;
        this.callers = callers;
    }

    /**
     * Answers the request with the response of the replica that has the file.
     * @param file file that is not on this disk
     * @return whether a replica has it; otherwise the request is not answered
     * @throws ReplicasUnavailableException when a replica that may have it does not
     * answer
     */
    public boolean forward(LedgerEntry file, HttpServletRequest request, HttpServletResponse response) {
        Caller caller = this.callers.of(request);
        List<Unanswered> unanswered = new ArrayList<>();
        if (!caller.replica()) {
            for (Replica replica : candidates(file.owner())) {
                if (replica.stoppedAt() != null) {
                    unanswered.add(Unanswered.stopped(replica));
                }
                else if (forward(replica, file.owner(), request, response, unanswered)) {
                    return true;
                }
            }
        }
        // A disk may have moved to a replica of another name, so others are asked, too.
        boolean isKnown = this.replicas.find(file.owner()).isPresent();
        List<Unanswered> missed = unanswered.stream()
            .filter((one) -> !isKnown || one.instance().equals(file.owner()))
            .toList();
        if (!missed.isEmpty()) {
            throw new ReplicasUnavailableException(
                    "The committed %d bytes of %s are on the disk of instance '%s', and no replica that runs has them"
                        .formatted(file.bytes(), file.file(), file.owner()),
                    missed, "Start it again: its files come back with it");
        }
        return false;
    }

    /** All others, first the one that wrote the file. */
    private List<Replica> candidates(String owner) {
        return this.replicas.others()
            .stream()
            .sorted(Comparator.comparing((Replica replica) -> !replica.instance().equals(owner)))
            .toList();
    }

    private boolean forward(Replica replica, String owner, HttpServletRequest request, HttpServletResponse response,
            List<Unanswered> unanswered) {
        try (Response answer = this.client.send(replica, request(request), this.callers.of(request), HEADERS)) {
            if (answer.status() == HttpServletResponse.SC_NOT_FOUND) {
                // A replica that has just started reads its ledger first.
                if (replica.instance().equals(owner)) {
                    unanswered.add(Unanswered.of(replica, reason(answer) + "; it may not have read its ledger yet"));
                }
                return false;
            }
            if (ReplicaFailure.isRefusal(answer.status())) {
                unanswered.add(Unanswered.of(replica, reason(answer)));
                return false;
            }
            response.setStatus(answer.status());
            ANSWERED.forEach(
                    (name) -> answer.headers().firstValue(name).ifPresent((value) -> response.setHeader(name, value)));
            copy(replica, answer.body(), request, response);
            return true;
        }
        catch (IOException e) {
            unanswered.add(Unanswered.of(replica, ReplicaFailure.of(e)));
            return false;
        }
    }

    private static String reason(Response answer) throws IOException {
        return ReplicaFailure.of(answer.status(), answer.body().readNBytes(MOST_OF_PROBLEM));
    }

    private static Request request(HttpServletRequest request) {
        Map<String, String> headers = new HashMap<>();
        for (String name : ASKED) {
            String value = request.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        String query = (request.getQueryString() != null) ? "?" + request.getQueryString() : "";
        return new Request(request.getMethod(), encoded(request.getRequestURI() + query), headers, new byte[0]);
    }

    /** Tomcat accepts some characters that Java's URI does not. */
    private static String encoded(String address) {
        return UNENCODED.matcher(address).replaceAll((match) -> URLEncoder.encode(match.group(), UTF_8));
    }

    /** The caller must not take a part of the bytes for all of them. */
    private static void copy(Replica replica, InputStream body, HttpServletRequest request,
            HttpServletResponse response) {
        byte[] buffer = new byte[BUFFER];
        for (int count = read(replica, body, buffer, request); count >= 0; count = read(replica, body, buffer,
                request)) {
            try {
                response.getOutputStream().write(buffer, 0, count);
            }
            catch (IOException e) {
                LOGGER.atDebug().setCause(e).log("The caller has left");
                return;
            }
        }
    }

    private static int read(Replica replica, InputStream body, byte[] buffer, HttpServletRequest request) {
        try {
            return body.read(buffer);
        }
        catch (IOException e) {
            LOGGER.atWarn()
                .addKeyValue("instance", replica.instance())
                .addKeyValue("address", replica.url())
                .addKeyValue("request", request.getRequestURI())
                .addKeyValue("reason", e.toString())
                .log("A file of another replica broke off; the connection of its caller is closed");
            AbortValve.of(request).run();
            return -1;
        }
    }

}

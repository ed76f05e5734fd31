package io.sensorstreams.launcher.console;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

/**
 * A service that answers as a test wants. A request is {@code GET /api/streams}, with its
 * query; an answer is a status and a body, such as {@code 200 []}.
 */
final class StubService implements AutoCloseable {

    private final HttpServer server;

    private final Map<String, Deque<String>> answers = new ConcurrentHashMap<>();

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());

    private volatile List<String> challenges = List.of();

    StubService() throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    private StubService(HttpServer server) {
        this.server = server;
        this.server.setExecutor(Executors.newCachedThreadPool());
        this.server.createContext("/", this::answer);
        this.server.start();
    }

    /** Creates a service that speaks HTTPS. */
    static StubService secure(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new StubService(server);
    }

    String address() {
        return ((this.server instanceof HttpsServer) ? "https" : "http") + "://127.0.0.1:"
                + this.server.getAddress().getPort();
    }

    /** Sets the answers to a repeated request, in order. The last one is repeated. */
    void answer(String request, String... inTurn) {
        this.answers.put(request, new ArrayDeque<>(List.of(inTurn)));
    }

    /** Sets {@code WWW-Authenticate} of answers with the status 401 or 403. */
    void challenge(String... ways) {
        this.challenges = List.of(ways);
    }

    /** Returns the requests, each with its body. */
    List<String> requests() {
        return this.requests;
    }

    List<String> authorizations() {
        return this.authorizations;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        this.requests.add(sent.isEmpty() ? request : request + " " + sent);
        this.authorizations.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
        String next = next(request);
        byte[] body = next.substring(3).stripLeading().getBytes(StandardCharsets.UTF_8);
        int status = Integer.parseInt(next.substring(0, 3));
        if (status == 401 || status == 403) {
            this.challenges.forEach((way) -> exchange.getResponseHeaders().add("WWW-Authenticate", way));
        }
        if (status == 503) {
            exchange.getResponseHeaders().add("Retry-After", "7");
        }
        if (status == 200 && new String(body, StandardCharsets.UTF_8).startsWith("event:")) {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream;charset=UTF-8");
        }
        if (status == 200 && request.equals("GET /api/files")) {
            exchange.getResponseHeaders().add("Link", "</api/files?limit=1&after=A.csv>; rel=\"next\"");
        }
        exchange.sendResponseHeaders(status, (body.length > 0) ? body.length : -1);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private synchronized String next(String request) {
        Deque<String> inTurn = this.answers.getOrDefault(request,
                new ArrayDeque<>(List.of("404 {\"type\":\"urn:sensor-streams:problem:not-found\",\"detail\":\"No "
                        + request.replace('"', '\'') + "\"}")));
        return (inTurn.size() > 1) ? inTurn.removeFirst() : inTurn.getFirst();
    }

    @Override
    public void close() {
        this.server.stop(0);
    }

}

package io.sensorstreams.bench.parts;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Runs clients that call the addresses in turn, with a short pause after each answer, and
 * records the response times.
 */
final class LoadClients {

    private record Call(String path, double millis) {
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final int PAUSE_MILLIS = 200;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final List<URI> addresses;

    private final Queue<Call> answered = new ConcurrentLinkedQueue<>();

    private final Queue<String> errors = new ConcurrentLinkedQueue<>();

    LoadClients(List<URI> addresses) {
        this.addresses = List.copyOf(addresses);
    }

    /** Runs the clients for a time and waits for their last answers. */
    void run(int clients, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        for (int client = 0; client < clients; client++) {
            int first = client;
            threads.execute(() -> call(first, end));
        }
        threads.shutdown();
        if (!threads.awaitTermination(time.plus(TIMEOUT).plusSeconds(1).toSeconds(), TimeUnit.SECONDS)) {
            threads.shutdownNow();
            this.errors.add("A client did not end in time");
        }
    }

    private void call(int first, long end) {
        try {
            for (int turn = first; System.nanoTime() < end; turn++) {
                call(this.addresses.get(turn % this.addresses.size()));
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void call(URI address) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
        long begin = System.nanoTime();
        try {
            int status = this.http.send(request, BodyHandlers.discarding()).statusCode();
            this.answered.add(new Call(address.getPath(), (System.nanoTime() - begin) / 1e6));
            if (status != 200) {
                this.errors.add(address.getPath() + " was answered with " + status);
            }
        }
        catch (IOException e) {
            this.errors.add(address.getPath() + ": " + e);
        }
    }

    /** Returns the calls that were not answered with 200, in words. */
    List<String> failures() {
        return List.copyOf(this.errors);
    }

    /** Returns the response times, in milliseconds, of paths with a prefix. */
    double[] millis(String prefix) {
        return this.answered.stream()
            .filter((call) -> call.path().startsWith(prefix))
            .mapToDouble(Call::millis)
            .toArray();
    }

}

package io.sensorstreams.launcher.process;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.harness.Ports;
import io.sensorstreams.kafka.LocalKafka;
import io.sensorstreams.kafka.LocalKafkaSettings;
import io.sensorstreams.launcher.plan.RunOptions;
import io.sensorstreams.launcher.plan.StartException;
import io.sensorstreams.launcher.progress.Patience;
import io.sensorstreams.launcher.progress.Patience.Wait;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/** Kafka of a run: a local one in this JVM, or an external one. */
public final class Kafka implements AutoCloseable {

    private static final int GAVE_UP = 3;

    /** How long an external Kafka may refuse connections. */
    private static final Duration ABSENT = Duration.ofSeconds(10);

    /** How long an external Kafka that accepts connections may take to answer. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String bootstrapServers;

    private final Optional<LocalKafkaSettings> local;

    private final Optional<KafkaPorts> ports;

    private volatile @Nullable Future<LocalKafka> running;

    private Kafka(String bootstrapServers, Optional<LocalKafkaSettings> local, Optional<KafkaPorts> ports) {
        this.bootstrapServers = bootstrapServers;
        this.local = local;
        this.ports = ports;
        Exit.setExitProcedure(Kafka::giveUp);
        Exit.setHaltProcedure(Kafka::giveUp);
    }

    /** The local Kafka calls it for example when the disk is full. */
    private static void giveUp(int code, @Nullable String reason) {
        System.err.println("./run: the local Kafka failed: "
                + Objects.requireNonNullElse(reason, "see .logs/kafka.log in the output directory"));
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
        Runtime.getRuntime().halt(GAVE_UP);
    }

    public static Kafka of(RunOptions options) throws StartException {
        if (options.kafka().isPresent()) {
            return new Kafka(options.kafka().get(), Optional.empty(), Optional.empty());
        }
        KafkaPorts ports = KafkaPorts.reserve(options.brokers());
        LocalKafkaSettings settings = LocalKafkaSettings.ofNodes(options.brokers())
            .withPort(ports.first())
            .withDirectory(options.out().kafka());
        return new Kafka(settings.bootstrapServers(), Optional.of(settings), Optional.of(ports));
    }

    public boolean isOwn() {
        return this.local.isPresent();
    }

    /** Returns the brokers, which are known before {@link #start}. */
    String bootstrapServers() {
        return this.bootstrapServers;
    }

    /**
     * Returns the cluster id of an external Kafka; empty for the local one. Fails soon
     * when the address refuses connections, and waits longer when it accepts them.
     */
    public Optional<String> clusterId(Patience patience) throws StartException, InterruptedException {
        if (isOwn()) {
            return Optional.empty();
        }
        Wait wait = patience.on("the Kafka at " + this.bootstrapServers);
        long begin = System.nanoTime();
        while (true) {
            try (Admin admin = Admin.create(settings())) {
                return Optional
                    .of(wait.await(admin.describeCluster().clusterId().toCompletionStage().toCompletableFuture()));
            }
            catch (KafkaException | ExecutionException e) {
                Duration waited = Duration.ofNanos(System.nanoTime() - begin);
                Duration limit = listens() ? PATIENCE : ABSENT;
                if (waited.compareTo(limit) >= 0) {
                    throw new StartException("No Kafka answered at " + this.bootstrapServers + " within "
                            + limit.toSeconds() + " s; check the address given with --kafka, and that the broker runs",
                            e);
                }
                wait.pause("");
            }
        }
    }

    private Map<String, Object> settings() {
        int millis = (int) ABSENT.toMillis();
        return Map.of("bootstrap.servers", this.bootstrapServers, "default.api.timeout.ms", millis,
                "request.timeout.ms", millis);
    }

    /** Returns whether one of the addresses accepts connections. */
    private boolean listens() {
        return Arrays.stream(this.bootstrapServers.split(",")).anyMatch((address) -> {
            int colon = address.lastIndexOf(':');
            return Ports.acceptsConnections(address.substring(0, colon),
                    Integer.parseInt(address.substring(colon + 1)));
        });
    }

    /** Starts the local Kafka and waits for it. Does nothing for an external one. */
    void start(Patience patience) throws StartException, InterruptedException {
        if (this.local.isEmpty()) {
            return;
        }
        LocalKafkaSettings settings = this.local.get();
        FutureTask<LocalKafka> start = new FutureTask<>(() -> LocalKafka.start(settings));
        Thread starter = new Thread(start, "kafka-start");
        starter.setDaemon(true);
        this.running = start;
        starter.start();
        try {
            patience.on("Kafka to start").await(start);
        }
        catch (ExecutionException e) {
            throw new StartException("Kafka cannot start: " + ((e.getCause() != null) ? e.getCause().getMessage() : e),
                    e);
        }
    }

    /** Stops the local Kafka. If its start has not finished, it ends with the JVM. */
    @Override
    public void close() {
        try {
            Future<LocalKafka> start = this.running;
            if (start != null) {
                start.get(ABSENT.toMillis(), TimeUnit.MILLISECONDS).close();
            }
        }
        catch (ExecutionException | TimeoutException e) {
            // The local Kafka is not running.
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        this.ports.ifPresent(KafkaPorts::close);
    }

}

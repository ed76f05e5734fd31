package io.sensorstreams.launcher;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.kafka.LocalKafka;
import io.sensorstreams.kafka.LocalKafkaSettings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka of a run: one of our own in this JVM, or one outside, which is only asked for
 * its name.
 */
final class Kafka implements AutoCloseable {

    private static final int GAVE_UP = 3;

    private static final int PATIENCE_SECONDS = 10;

    private final String bootstrapServers;

    private final Optional<LocalKafkaSettings> local;

    private final Optional<KafkaPorts> ports;

    private @Nullable LocalKafka running;

    private Kafka(String bootstrapServers, Optional<LocalKafkaSettings> local, Optional<KafkaPorts> ports) {
        this.bootstrapServers = bootstrapServers;
        this.local = local;
        this.ports = ports;
        Exit.setExitProcedure(Kafka::giveUp);
        Exit.setHaltProcedure(Kafka::giveUp);
    }

    /**
     * What Kafka calls when it cannot go on, for example without disk space. It wants its
     * JVM to end, and then the services must not stay behind.
     */
    private static void giveUp(int code, @Nullable String reason) {
        System.err.println("./run: the local Kafka gave up: "
                + Objects.requireNonNullElse(reason, "see .logs/kafka.log in the output directory"));
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
        Runtime.getRuntime().halt(GAVE_UP);
    }

    static Kafka of(RunOptions options) throws StartException {
        if (options.kafka().isPresent()) {
            return new Kafka(options.kafka().get(), Optional.empty(), Optional.empty());
        }
        KafkaPorts ports = KafkaPorts.reserve(options.brokers());
        LocalKafkaSettings settings = LocalKafkaSettings.ofNodes(options.brokers())
            .withPort(ports.first())
            .withDirectory(options.out().kafka());
        return new Kafka(settings.bootstrapServers(), Optional.of(settings), Optional.of(ports));
    }

    boolean isOwn() {
        return this.local.isPresent();
    }

    /** Known before {@link #start}, so that the services can start at the same time. */
    String bootstrapServers() {
        return this.bootstrapServers;
    }

    /** Name of the cluster outside; empty for our own. */
    Optional<String> clusterId() throws StartException {
        if (isOwn()) {
            return Optional.empty();
        }
        Map<String, Object> settings = Map.of("bootstrap.servers", this.bootstrapServers, "default.api.timeout.ms",
                PATIENCE_SECONDS * 1000, "request.timeout.ms", PATIENCE_SECONDS * 1000);
        try (Admin admin = Admin.create(settings)) {
            return Optional.of(admin.describeCluster().clusterId().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        catch (KafkaException | ExecutionException | TimeoutException e) {
            throw new StartException("No Kafka answered at " + this.bootstrapServers + " within " + PATIENCE_SECONDS
                    + " s; check the address given with --kafka, and that the broker runs", e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Interrupted while asking the Kafka at " + this.bootstrapServers, e);
        }
    }

    /** Starts our own Kafka; does nothing for one outside. */
    synchronized void start() throws StartException {
        try {
            if (this.local.isPresent()) {
                this.running = LocalKafka.start(this.local.get());
            }
        }
        catch (IOException | RuntimeException e) {
            throw new StartException("Kafka cannot start: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        if (this.running != null) {
            this.running.close();
            this.running = null;
        }
        this.ports.ifPresent(KafkaPorts::close);
    }

}

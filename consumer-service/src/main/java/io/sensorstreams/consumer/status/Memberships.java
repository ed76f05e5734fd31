package io.sensorstreams.consumer.status;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.common.watch.LoopWatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Holds the memberships of all consumers that share partitions with other replicas. A
 * dedicated thread reads the metrics of the clients, which are thread-safe.
 */
public final class Memberships implements SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(Memberships.class);

    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final Duration session;

    private final LoopWatch watch;

    private final Map<Consumer<?, ?>, Membership> memberships = new ConcurrentHashMap<>();

    private final ScheduledExecutorService sampler;

    private volatile LoopWatch.@Nullable Loop loop;

    private volatile @Nullable Future<?> sampling;

    /** Creates the holder for consumers with this {@code session.timeout.ms}. */
    public Memberships(Duration session, LoopWatch watch) {
        this.session = session;
        this.watch = watch;
        CustomizableThreadFactory threads = new CustomizableThreadFactory("memberships-");
        threads.setDaemon(true);
        this.sampler = Executors.newSingleThreadScheduledExecutor(threads);
    }

    public Membership of(Consumer<?, ?> consumer) {
        Membership known = this.memberships.get(consumer);
        if (known != null) {
            return known;
        }
        Optional<? extends Metric> answered = answered(consumer);
        Membership added = new Membership(() -> answered.map(Memberships::count).orElse(0L), this.session,
                System::nanoTime);
        this.memberships.put(consumer, added);
        return added;
    }

    public void remove(Consumer<?, ?> consumer) {
        this.memberships.remove(consumer);
    }

    /** Counts heartbeat responses of any kind; other metrics count requests. */
    private static Optional<? extends Metric> answered(Consumer<?, ?> consumer) {
        return consumer.metrics()
            .values()
            .stream()
            .filter((metric) -> metric.metricName().name().equals("heartbeat-total"))
            .findFirst();
    }

    private static long count(Metric metric) {
        return (metric.metricValue() instanceof Double total) ? total.longValue() : 0;
    }

    /** Catches everything: an exception would end the schedule. */
    private void run() {
        try {
            sample();
        }
        catch (RuntimeException | Error e) {
            LOGGER.atError().setCause(e).log("Reading the heartbeat metrics failed and will be tried again");
        }
    }

    private void sample() {
        LoopWatch.Loop current = this.loop;
        if (current != null) {
            current.tick();
        }
        this.memberships.values().forEach(Membership::sample);
    }

    @Override
    public void start() {
        this.loop = this.watch.start("memberships");
        this.sampling = this.sampler.scheduleWithFixedDelay(this::run, INTERVAL.toMillis(), INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        this.sampling = null;
        this.sampler.shutdownNow();
        LoopWatch.Loop current = this.loop;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public boolean isRunning() {
        return this.sampling != null;
    }

}

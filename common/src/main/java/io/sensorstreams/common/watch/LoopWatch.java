package io.sensorstreams.common.watch;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Reports threads that hang. Every loop that must come round registers here with the
 * longest time that it may be away, and says each time that it came round. Part of
 * liveness: only a new process helps against a thread that hangs. Thread-safe; no method
 * waits.
 */
public final class LoopWatch implements HealthIndicator, MeterBinder {

    private static final Logger LOGGER = LoggerFactory.getLogger(LoopWatch.class);

    private final Duration bound;

    private final LongSupplier nanoTime;

    private final Set<Loop> loops = ConcurrentHashMap.newKeySet();

    /**
     * Creates a watch without loops.
     * @param bound how long a loop may be away that names no bound
     */
    public LoopWatch(Duration bound) {
        this(bound, System::nanoTime);
    }

    LoopWatch(Duration bound, LongSupplier nanoTime) {
        this.bound = bound;
        this.nanoTime = nanoTime;
    }

    /** Watches a loop with the bound of most loops, until it is closed. */
    public Loop start(String name) {
        return start(name, this.bound);
    }

    /**
     * Watches a loop until it is closed.
     * @param name name of the thread, for whoever reads the health
     * @param longest how long the loop may be away
     */
    public Loop start(String name, Duration longest) {
        Loop loop = new Loop(name, longest);
        this.loops.add(loop);
        return loop;
    }

    /** How long a loop may be away that names no bound. */
    public Duration bound() {
        return this.bound;
    }

    @Override
    public Health health() {
        Map<String, String> stuck = new TreeMap<>();
        for (Loop loop : this.loops) {
            Duration away = loop.away();
            if (away.compareTo(loop.longest) > 0) {
                loop.report(away);
                stuck.put(loop.name, "has not come round for " + away.toSeconds() + " s, expected at least every "
                        + loop.longest.toSeconds() + " s");
            }
        }
        return (stuck.isEmpty() ? Health.up() : Health.down()).withDetails(stuck).build();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        TimeGauge.builder("sensor.loop.away", this::longestAway, TimeUnit.NANOSECONDS)
            .description("Time since the loop came round that has been away for longest")
            .register(registry);
        Gauge.builder("sensor.loops.stuck", this::stuck)
            .description("Loops that have been away for longer than they may")
            .register(registry);
    }

    private long longestAway() {
        return this.loops.stream().mapToLong((loop) -> loop.away().toNanos()).max().orElse(0);
    }

    private long stuck() {
        return this.loops.stream().filter((loop) -> loop.away().compareTo(loop.longest) > 0).count();
    }

    /**
     * A loop that is watched. It says that it came round on its own thread.
     */
    public final class Loop implements AutoCloseable {

        private final String name;

        private final Duration longest;

        private volatile long lastSeen = LoopWatch.this.nanoTime.getAsLong();

        private volatile @Nullable Thread thread;

        private volatile boolean reported;

        private Loop(String name, Duration longest) {
            this.name = name;
            this.longest = longest;
        }

        /** Says that the loop came round. */
        public void tick() {
            this.thread = Thread.currentThread();
            advance();
        }

        /**
         * Says that the loop has done another part of its round. May be called on any
         * thread.
         */
        public void advance() {
            this.lastSeen = LoopWatch.this.nanoTime.getAsLong();
            if (this.reported) {
                this.reported = false;
                LOGGER.atInfo().addKeyValue("thread", this.name).log("The thread comes round again");
            }
        }

        private Duration away() {
            return Duration.ofNanos(Math.max(0, LoopWatch.this.nanoTime.getAsLong() - this.lastSeen));
        }

        /** What the thread does is needed after the process was replaced. */
        private void report(Duration away) {
            if (!this.reported) {
                this.reported = true;
                LOGGER.atError()
                    .addKeyValue("thread", this.name)
                    .addKeyValue("away", away)
                    .addKeyValue("longest", this.longest)
                    .log("A thread does not come round, the service is not alive: {}", stack());
            }
        }

        private String stack() {
            Thread last = this.thread;
            return (last != null) ? Arrays.stream(last.getStackTrace())
                .map(StackTraceElement::toString)
                .collect(Collectors.joining("\n\tat ", last.getState() + "\n\tat ", "")) : "it has not begun";
        }

        /** Ends the watch: the loop has ended. */
        @Override
        public void close() {
            LoopWatch.this.loops.remove(this);
        }

    }

}

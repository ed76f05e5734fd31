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
 * Reports blocked threads. Every loop of a long-running thread registers here with the
 * longest duration of an iteration, and calls {@link Loop#tick} in each iteration. Part
 * of liveness, because only a restart of the process helps against a blocked thread.
 * Thread-safe; no method waits.
 */
public final class LoopWatch implements HealthIndicator, MeterBinder {

    private static final Logger LOGGER = LoggerFactory.getLogger(LoopWatch.class);

    private final Duration bound;

    private final LongSupplier nanoTime;

    private final Set<Loop> loops = ConcurrentHashMap.newKeySet();

    /** Creates a watch with the default limit of an iteration. */
    public LoopWatch(Duration bound) {
        this(bound, System::nanoTime);
    }

    LoopWatch(Duration bound, LongSupplier nanoTime) {
        this.bound = bound;
        this.nanoTime = nanoTime;
    }

    /** Registers a loop with the default limit, until it is closed. */
    public Loop start(String name) {
        return start(name, this.bound);
    }

    /**
     * Registers a loop, until it is closed.
     * @param name name of the thread, shown in the health
     * @param longest longest duration of an iteration
     */
    public Loop start(String name, Duration longest) {
        Loop loop = new Loop(name, longest);
        this.loops.add(loop);
        return loop;
    }

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
                stuck.put(loop.name, "has not completed an iteration for " + away.toSeconds()
                        + " s, expected at least every " + loop.longest.toSeconds() + " s");
            }
        }
        return (stuck.isEmpty() ? Health.up() : Health.down()).withDetails(stuck).build();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        TimeGauge.builder("sensor.loop.away", this::longestAway, TimeUnit.NANOSECONDS)
            .description("Longest time since the last iteration of a loop")
            .register(registry);
        Gauge.builder("sensor.loops.stuck", this::stuck)
            .description("Loops whose iteration takes longer than its limit")
            .register(registry);
    }

    private long longestAway() {
        return this.loops.stream().mapToLong((loop) -> loop.away().toNanos()).max().orElse(0);
    }

    private long stuck() {
        return this.loops.stream().filter((loop) -> loop.away().compareTo(loop.longest) > 0).count();
    }

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

        /** Records an iteration; called on the thread of the loop. */
        public void tick() {
            this.thread = Thread.currentThread();
            advance();
        }

        /** Records progress within an iteration; may be called on any thread. */
        public void advance() {
            this.lastSeen = LoopWatch.this.nanoTime.getAsLong();
            if (this.reported) {
                this.reported = false;
                LOGGER.atInfo().addKeyValue("thread", this.name).log("The thread is no longer blocked");
            }
        }

        private Duration away() {
            return Duration.ofNanos(Math.max(0, LoopWatch.this.nanoTime.getAsLong() - this.lastSeen));
        }

        /** Logs the stack, which is lost when the process is restarted. */
        private void report(Duration away) {
            if (!this.reported) {
                this.reported = true;
                LOGGER.atError()
                    .addKeyValue("thread", this.name)
                    .addKeyValue("away", away)
                    .addKeyValue("longest", this.longest)
                    .log("A thread is blocked, so liveness is DOWN: {}", stack());
            }
        }

        private String stack() {
            Thread last = this.thread;
            return (last != null) ? Arrays.stream(last.getStackTrace())
                .map(StackTraceElement::toString)
                .collect(Collectors.joining("\n\tat ", last.getState() + "\n\tat ", "")) : "it has not started";
        }

        @Override
        public void close() {
            LoopWatch.this.loops.remove(this);
        }

    }

}

package io.sensorstreams.consumer.audit;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.common.watch.LoopWatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Starts an audit of all groups on this disk at the configured interval, if any. */
@Component
class AuditSchedule implements SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(AuditSchedule.class);

    private final Audits audits;

    private final AuditProperties properties;

    private final LoopWatch watch;

    private final ScheduledExecutorService thread = Executors
        .newSingleThreadScheduledExecutor(new CustomizableThreadFactory("audit-schedule-"));

    private volatile @Nullable ScheduledFuture<?> running;

    private volatile LoopWatch.@Nullable Loop loop;

    AuditSchedule(Audits audits, AuditProperties properties, LoopWatch watch) {
        this.audits = audits;
        this.properties = properties;
        this.watch = watch;
    }

    @Override
    public void start() {
        Duration every = this.properties.every();
        if (every != null) {
            this.loop = this.watch.start("audit-schedule", every.plus(this.watch.bound()));
            this.running = this.thread.scheduleAtFixedRate(this::audit, every.toMillis(), every.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    /** Catches everything: an exception would end the schedule. */
    private void audit() {
        LoopWatch.Loop current = this.loop;
        if (current != null) {
            current.tick();
        }
        try {
            this.audits.startScheduled();
        }
        catch (RuntimeException | Error e) {
            LOGGER.atWarn().setCause(e).log("The audit was not started; the next one starts on schedule");
        }
    }

    @Override
    public void stop() {
        this.thread.shutdownNow();
        LoopWatch.Loop current = this.loop;
        if (current != null) {
            current.close();
        }
        this.running = null;
    }

    @Override
    public boolean isRunning() {
        return this.running != null;
    }

}

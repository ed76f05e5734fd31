package io.sensorstreams.consumer.audit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Audits all groups now and then, if that is wanted. */
@Component
class AuditSchedule implements SmartLifecycle {

    private final Audits audits;

    private final AuditProperties properties;

    private final ScheduledExecutorService thread = Executors
        .newSingleThreadScheduledExecutor(new CustomizableThreadFactory("audit-schedule-"));

    private volatile @Nullable ScheduledFuture<?> running;

    AuditSchedule(Audits audits, AuditProperties properties) {
        this.audits = audits;
        this.properties = properties;
    }

    @Override
    public void start() {
        Duration every = this.properties.every();
        if (every != null) {
            this.running = this.thread.scheduleAtFixedRate(() -> this.audits.start(List.of()), every.toMillis(),
                    every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void stop() {
        this.thread.shutdownNow();
        this.running = null;
    }

    @Override
    public boolean isRunning() {
        return this.running != null;
    }

}

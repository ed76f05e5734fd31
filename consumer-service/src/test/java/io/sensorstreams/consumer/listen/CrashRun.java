package io.sensorstreams.consumer.listen;

import java.time.Duration;
import java.time.Instant;

import io.sensorstreams.consumer.bucket.SimulatedStore;
import io.sensorstreams.consumer.disk.Choices;
import io.sensorstreams.consumer.disk.SimulatedClock;
import org.jspecify.annotations.Nullable;

/**
 * One run of a script: its actions, with the chosen faults.
 */
final class CrashRun {

    private static final int MAX_ROUNDS = 20;

    private static final int SLOW_ROUNDS = 6;

    /** Longer than any delay before a retry. */
    static final Duration PATIENCE = Duration.ofSeconds(11);

    private final CrashScript script;

    private final CrashScenario scenario;

    private final Choices choices;

    private final SimulatedKafka kafka;

    private final @Nullable SimulatedStore store;

    /**
     * Starts at the time of the last commit of a new assignment: rows are not due yet.
     */
    private final SimulatedClock clock = new SimulatedClock(Instant.EPOCH);

    private final ReplicaPair replicas;

    CrashRun(CrashScenario scenario, Choices choices, ErrorLog errors) {
        this.script = scenario.script();
        this.scenario = scenario;
        this.choices = choices;
        SimulatedWorld world = SimulatedWorld.of(scenario, choices, this.clock, errors);
        this.kafka = world.kafka();
        this.store = world.store();
        this.replicas = new ReplicaPair(scenario, choices, world);
    }

    /**
     * Runs the script.
     * @throws AssertionError when a guarantee was violated
     */
    void run() {
        try {
            this.replicas.join();
            this.script.actions().forEach((action) -> action.accept(this));
            finish();
        }
        finally {
            this.replicas.end();
        }
    }

    private void finish() {
        for (int round = 0; !this.kafka.isAllCommitted(); round++) {
            if (round == MAX_ROUNDS) {
                String reason = this.replicas.owner().reason();
                throw new AssertionError("Replica " + this.replicas.owner() + " does not continue"
                        + ((this.store != null) ? ": " + reason : ""));
            }
            this.clock.advance(PATIENCE);
            poll(100);
            commit();
        }
        handOver();
        handOver();
        if (!this.script.settings().isEmpty()) {
            retain();
            retain();
            this.replicas.committed().areAll(this.replicas.owner().disk(), false);
            if ((this.scenario.sharedDisk() || this.store != null) && this.kafka.removed().isEmpty()) {
                throw new AssertionError("Retention removed nothing of " + this.kafka.files());
            }
        }
        this.replicas.committed().areComplete();
        if (this.store != null) {
            clean(this.store);
            this.replicas.committed().areAllObjects();
            this.replicas.committed().areComplete();
        }
    }

    /** Late calls take effect, then a recovery and a commit pass without a fault. */
    private void clean(SimulatedStore late) {
        int before;
        do {
            before = this.choices.faults();
            late.settle();
            handOver();
            // A slow store deletes one object between two polls.
            for (int poll = 0; poll < (this.scenario.slow() ? SLOW_ROUNDS : 2); poll++) {
                retain();
            }
        }
        while (this.choices.faults() > before);
    }

    /** A time after which a replica lists the objects of its partition again. */
    void waitLong() {
        this.clock.advance(Duration.ofMinutes(11));
    }

    /** Waits until retention is checked again, and removes what is due. */
    void retain() {
        this.clock.advance(Duration.ofSeconds(2));
        poll(0);
    }

    void poll(int max) {
        this.replicas.act((owner) -> owner.poll(max));
    }

    void commit() {
        this.replicas.act(SimulatedReplica::commit);
    }

    /** Advances the clock until files exceed their age. */
    void age() {
        this.clock.advance(Duration.ofHours(2));
        poll(0);
    }

    /** The owner leaves in order, and the other replica takes over. */
    void handOver() {
        wake();
        this.replicas.act(SimulatedReplica::leave);
        this.replicas.swap();
        this.replicas.join();
    }

    /** The other replica takes over while the owner is frozen. */
    void freeze() {
        wake();
        this.replicas.swap();
        this.replicas.join();
    }

    /** The frozen replica resumes and detects that it was replaced. */
    void wake() {
        this.replicas.wake();
        this.clock.advance(PATIENCE);
    }

    /**
     * The owner leaves. It freezes during its next assignment, after it has read its
     * committed position. The other replica takes over and commits before the first one
     * resumes.
     */
    void freezeInRecovery() {
        wake();
        this.replicas.act(SimulatedReplica::leave);
        this.replicas.freezeInRecovery();
        wake();
    }

    /** Both replicas leave, and the rows from an offset on are replayed. */
    void replay(long from) {
        wake();
        this.replicas.act(SimulatedReplica::leave);
        if (!this.replicas.owner().hasPartition()) {
            this.kafka.replay(from);
            this.replicas.join();
        }
    }

}

package io.sensorstreams.consumer.listen;

import java.time.Duration;

import io.sensorstreams.consumer.disk.Choices;
import io.sensorstreams.consumer.disk.SimulatedClock;

/**
 * One run of a script: its actions, with all that goes wrong in them.
 */
final class CrashRun {

    private static final int MAX_ROUNDS = 20;

    /** Longer than any pause before another try. */
    private static final Duration PATIENCE = Duration.ofSeconds(11);

    private final CrashScript script;

    private final SimulatedKafka kafka;

    private final SimulatedClock clock = new SimulatedClock();

    private final ReplicaPair replicas;

    CrashRun(CrashScenario scenario, Choices choices) {
        this.script = scenario.script();
        this.kafka = new SimulatedKafka(choices, this.script.rows());
        this.replicas = new ReplicaPair(scenario, choices, this.kafka, this.clock);
    }

    /**
     * Runs the script.
     * @throws AssertionError when a promise was broken
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
                throw new AssertionError("Replica " + this.replicas.owner() + " does not go on");
            }
            this.clock.advance(PATIENCE);
            poll(100);
            commit();
        }
        handOver();
        handOver();
        this.replicas.committed().areComplete();
    }

    void poll(int max) {
        this.replicas.act((owner) -> owner.poll(max));
    }

    void commit() {
        this.replicas.act(SimulatedReplica::commit);
    }

    /** Time passes, until files are too old. */
    void age() {
        this.clock.advance(Duration.ofHours(2));
        poll(0);
    }

    /** The owner leaves in order, the other one takes over. */
    void handOver() {
        wake();
        this.replicas.act(SimulatedReplica::leave);
        this.replicas.swap();
        this.replicas.join();
    }

    /** The other one takes over while the owner is frozen. */
    void freeze() {
        wake();
        this.replicas.swap();
        this.replicas.join();
    }

    /** The replica that was frozen goes on, and finds that it was replaced. */
    void wake() {
        this.replicas.wake();
        this.clock.advance(PATIENCE);
    }

    /**
     * The owner leaves, and freezes when it is given the partition again and has asked
     * where it stands. The other one takes over and commits before it goes on.
     */
    void freezeInRecovery() {
        wake();
        this.replicas.act(SimulatedReplica::leave);
        this.replicas.freezeInRecovery();
        wake();
    }

    /** Everybody leaves, the rows from an offset on are written anew. */
    void replay(long from) {
        wake();
        this.replicas.act(SimulatedReplica::leave);
        if (!this.replicas.owner().hasPartition()) {
            this.kafka.replay(from);
            this.replicas.join();
        }
    }

}

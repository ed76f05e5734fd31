package io.sensorstreams.consumer.listen;

import java.util.List;
import java.util.function.Consumer;

import io.sensorstreams.consumer.disk.Choices;
import io.sensorstreams.consumer.disk.Crash;
import io.sensorstreams.consumer.disk.Dishonesty;
import io.sensorstreams.consumer.disk.SimulatedDisk;

/**
 * Two replicas and their disks. One owns the partition. The other one does not, or has
 * not yet detected that it was replaced. The committed bytes are checked after each
 * action and each crash.
 */
final class ReplicaPair {

    /** A replica that was replaced resumes: both replicas have uncommitted rows. */
    static final String BOTH_UNCOMMITTED = "both have uncommitted rows";

    private final Choices choices;

    private final CommittedBytes committed;

    private final boolean inStore;

    private SimulatedReplica owner;

    private SimulatedReplica other;

    ReplicaPair(CrashScenario scenario, Choices choices, SimulatedWorld world) {
        this.choices = choices;
        this.inStore = world.store() != null;
        SimulatedDisk first = new SimulatedDisk(choices, scenario.dishonesty());
        SimulatedDisk second = scenario.sharedDisk() ? first : new SimulatedDisk(choices, scenario.dishonesty());
        this.committed = new CommittedBytes(world, List.of(first, second));
        this.owner = new SimulatedReplica("A", first, world, scenario.script().settings());
        this.other = new SimulatedReplica("B", second, world, scenario.script().settings());
    }

    SimulatedReplica owner() {
        return this.owner;
    }

    CommittedBytes committed() {
        return this.committed;
    }

    void swap() {
        SimulatedReplica before = this.owner;
        this.owner = this.other;
        this.other = before;
    }

    /** Assigns the partition to the owner. */
    void join() {
        SimulatedReplica joining = this.owner;
        act(joining, SimulatedReplica::join);
        if (joining.isReady()) {
            this.committed.areAll(joining.disk(), joining.isUncommitted());
        }
    }

    /** Runs an action of the owner, which may crash. */
    void act(Consumer<SimulatedReplica> action) {
        act(this.owner, action);
    }

    private void act(SimulatedReplica actor, Consumer<SimulatedReplica> action) {
        try {
            action.accept(actor);
            this.committed.areThere();
        }
        catch (Crash crash) {
            crashed(actor);
        }
    }

    /**
     * Handles a crash and restarts: after a killed process all writes remain, after a
     * power failure only some of them. With a store, the disk may be lost.
     */
    private void crashed(SimulatedReplica actor) {
        actor.die();
        if (this.inStore) {
            if (this.choices.anyOf("disk lost", 2) == 1) {
                actor.moveTo(new SimulatedDisk(this.choices, Dishonesty.NONE));
            }
        }
        else if (this.choices.anyOf("power cut", 2) == 1) {
            SimulatedReplica neighbour = (actor == this.owner) ? this.other : this.owner;
            if (actor.disk() == neighbour.disk()) {
                neighbour.die();
            }
            actor.disk().cutPower();
        }
        this.committed.areThere();
        wake();
        if (!this.other.isWaiting() && this.choices.anyOf("taken over by the other", 2) == 1) {
            swap();
        }
        wake();
        join();
    }

    /** The former owner detects that it was replaced. */
    void wake() {
        if (this.other.hasPartition() && !this.other.isWaiting()) {
            if (this.owner.isUncommitted() && this.other.isUncommitted()) {
                this.choices.met(BOTH_UNCOMMITTED);
            }
            act(this.other, (frozen) -> {
                frozen.poll(1);
                frozen.commit();
                frozen.lose();
            });
        }
    }

    /** The owner freezes during its assignment, and the other replica takes over. */
    void freezeInRecovery() {
        SimulatedReplica frozen = this.owner;
        if (!frozen.hasPartition()) {
            frozen.duringNextRecovery(() -> {
                swap();
                join();
                act((awake) -> awake.poll(2));
                act(SimulatedReplica::commit);
            });
            act(frozen, SimulatedReplica::join);
        }
    }

    /** Ends both processes. */
    void end() {
        this.owner.die();
        this.other.die();
    }

}

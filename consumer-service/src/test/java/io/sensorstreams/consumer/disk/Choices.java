package io.sensorstreams.consumer.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Chooses the outcomes of one run of a simulation, and enumerates the runs: every
 * sequence of choices once, depth first. <pre>
 * do {
 *     simulate(choices);
 * }
 * while (choices.next());
 * </pre> A run must be deterministic except for its choices. The first run is the one
 * without faults.
 */
public final class Choices {

    private static final class Choice {

        private final int of;

        private int taken;

        Choice(int of) {
            this.of = of;
        }

    }

    /**
     * Number of commits that a second fault may be after the first one. Later the effects
     * of the first one are gone.
     */
    private static final int CALM = 1;

    private final int maxFaults;

    private final List<Choice> path = new ArrayList<>();

    private final List<String> story = new ArrayList<>();

    private final Map<String, Integer> faultCounts = new TreeMap<>();

    private final Set<Integer> firstFaults = new TreeSet<>();

    private final Set<String> situations = new TreeSet<>();

    private int at;

    private int faults;

    /** Commits since the last fault; 0 before the first fault. */
    private int calm;

    private int steps;

    private int stepsOfFirstRun;

    private int runs;

    /**
     * Creates the choices.
     * @param maxFaults largest number of faults in one run
     */
    public Choices(int maxFaults) {
        this.maxFaults = maxFaults;
    }

    /**
     * Chooses the outcome of a step at which a fault is possible.
     * @param kind kind of the step
     * @param subject subject of the step
     * @param outcomes possible faults
     * @return 0 for no fault, else the number of the outcome, from 1
     */
    public int fault(String kind, Object subject, String... outcomes) {
        this.steps++;
        if (this.faults == this.maxFaults || isCalm()) {
            return 0;
        }
        int taken = pick(outcomes.length + 1);
        if (taken > 0) {
            this.faults++;
            this.calm = 0;
            if (this.faults == 1) {
                this.firstFaults.add(this.steps);
            }
            String fault = kind + ": " + outcomes[taken - 1];
            this.faultCounts.merge(fault, 1, Integer::sum);
            this.story.add("step " + this.steps + ", " + subject + ", " + fault);
        }
        return taken;
    }

    /** Number of faults in this run so far. */
    public int faults() {
        return this.faults;
    }

    /** Whether the effects of the last fault are gone. */
    public boolean isCalm() {
        return this.calm > CALM;
    }

    /** Largest number of faults in one run. */
    public int maxFaults() {
        return this.maxFaults;
    }

    /** Counts a commit. */
    public void committed() {
        if (this.faults > 0) {
            this.calm++;
        }
    }

    /**
     * Chooses one of several alternatives that are not faults.
     * @param count number of alternatives
     * @return number of the chosen one, from 0
     */
    public int anyOf(String what, int count) {
        int taken = (count > 1) ? pick(count) : 0;
        if (taken > 0) {
            this.story.add(what + ": variant " + taken + " of 0 to " + (count - 1));
        }
        return taken;
    }

    private int pick(int of) {
        if (this.at == this.path.size()) {
            this.path.add(new Choice(of));
        }
        Choice choice = this.path.get(this.at++);
        if (choice.of != of) {
            throw new IllegalStateException("Run is not deterministic: " + of + " choices instead of " + choice.of);
        }
        return choice.taken;
    }

    /** Advances to the next run; returns whether there is one. */
    public boolean next() {
        this.stepsOfFirstRun = (this.runs == 0) ? this.steps : this.stepsOfFirstRun;
        this.runs++;
        this.at = 0;
        this.faults = 0;
        this.calm = 0;
        this.steps = 0;
        this.story.clear();
        while (!this.path.isEmpty()) {
            Choice last = this.path.get(this.path.size() - 1);
            if (last.taken + 1 < last.of) {
                last.taken++;
                return true;
            }
            this.path.remove(this.path.size() - 1);
        }
        return false;
    }

    /** Faults of this run. */
    public List<String> story() {
        return List.copyOf(this.story);
    }

    /** Number of steps of the run without faults. */
    public int stepsOfFirstRun() {
        return this.stepsOfFirstRun;
    }

    /** Numbers, from 1, of the steps at which a run had its first fault. */
    public Set<Integer> firstFaults() {
        return Set.copyOf(this.firstFaults);
    }

    /** Records that a run has met a situation, which no fault causes. */
    public void met(String situation) {
        this.situations.add(situation);
    }

    /** Situations that some run has met. */
    public Set<String> situations() {
        return Set.copyOf(this.situations);
    }

    /**
     * Number of runs with a fault, by kind and outcome, such as {@code WRITE: crash}. A
     * run with two faults counts for both.
     */
    public Map<String, Integer> faultCounts() {
        return Map.copyOf(this.faultCounts);
    }

}

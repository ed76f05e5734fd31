package io.sensorstreams.common.lock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.sensorstreams.common.lock.MethodScan.Handler;
import io.sensorstreams.common.lock.Step.Kind;
import org.springframework.asm.Label;

/**
 * Follows all paths through a method and determines which locks may be held at each
 * instruction.
 */
final class HeldLocks {

    private final List<Step> steps;

    private final Map<Label, Integer> labels;

    private final List<Handler> handlers;

    /**
     * Locks that may be held before each instruction; null when it was not reached yet.
     */
    private final List<Set<String>> held = new ArrayList<>();

    private final Deque<Integer> changed = new ArrayDeque<>();

    HeldLocks(List<Step> steps, Map<Label, Integer> labels, List<Handler> handlers) {
        this.steps = List.copyOf(steps);
        this.labels = labels;
        this.handlers = handlers;
    }

    CompiledMethod compile(String owner, String name, String descriptor, Set<String> always) {
        follow();
        List<Call> calls = new ArrayList<>();
        Set<String> taken = new TreeSet<>(always);
        Map<String, Set<String>> nested = new TreeMap<>();
        for (int i = 0; i < this.steps.size(); i++) {
            Step step = this.steps.get(i);
            Set<String> before = this.held.get(i);
            if (before == null) {
                continue;
            }
            Set<String> locks = new TreeSet<>(before);
            locks.addAll(always);
            if (step.kind() == Kind.TAKE) {
                taken.add(step.lock());
                locks.forEach((lock) -> nested.computeIfAbsent(lock, (added) -> new TreeSet<>()).add(step.lock()));
            }
            if (step.call() != null) {
                calls.add(step.call().with(locks));
            }
        }
        return new CompiledMethod(owner, name, descriptor, calls, taken, nested, kept());
    }

    /** Locks that no instruction releases. */
    private Set<String> kept() {
        Set<String> kept = new TreeSet<>();
        this.steps.stream().filter((step) -> step.kind() == Kind.TAKE).map(Step::lock).forEach(kept::add);
        for (Step step : this.steps) {
            if (step.kind() == Kind.RELEASE) {
                kept.removeIf((lock) -> step.lock() == null || lock.equals(step.lock()));
            }
        }
        return kept;
    }

    private void follow() {
        this.steps.forEach((step) -> this.held.add(null));
        if (!this.steps.isEmpty()) {
            come(0, Set.of());
        }
        while (!this.changed.isEmpty()) {
            int at = this.changed.remove();
            Step step = this.steps.get(at);
            Set<String> before = this.held.get(at);
            for (Handler handler : this.handlers) {
                if (at >= index(handler.start()) && at < index(handler.end())) {
                    come(index(handler.target()), before);
                }
            }
            Set<String> after = after(step, before);
            step.targets().forEach((target) -> come(index(target), after));
            if (step.kind() != Kind.JUMP && step.kind() != Kind.END) {
                come(at + 1, after);
            }
        }
    }

    private static Set<String> after(Step step, Set<String> before) {
        Set<String> after = new HashSet<>(before);
        if (step.kind() == Kind.TAKE) {
            after.add(step.lock());
        }
        else if (step.kind() == Kind.RELEASE && !after.remove(step.lock())) {
            after.clear();
        }
        return after;
    }

    private int index(Label label) {
        return this.labels.getOrDefault(label, this.steps.size());
    }

    private void come(int at, Set<String> locks) {
        if (at >= this.steps.size()) {
            return;
        }
        Set<String> known = this.held.get(at);
        if (known == null || !known.containsAll(locks)) {
            Set<String> all = new HashSet<>(locks);
            if (known != null) {
                all.addAll(known);
            }
            this.held.set(at, all);
            this.changed.add(at);
        }
    }

}

package io.sensorstreams.common.lock;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Checks compiled classes: no lock is held during calls of clients, of foreign code, or
 * of anything that may block; callbacks of clients acquire no lock and do not block; and
 * every wait has a time limit. Follows calls through the classes of the program. Does not
 * follow calls by reflection, by a library, or through an object that a library returns.
 */
public final class LockRules {

    private final Program program;

    private final List<Allowance> allowed;

    LockRules(Program program, Allowance... allowed) {
        this.program = program;
        this.allowed = List.of(allowed);
    }

    /**
     * Creates the rules for one module.
     * @param module a class of the module
     * @param common a class of a module that it uses
     * @param allowed exceptions; an unused exception is reported
     */
    public static LockRules of(Class<?> module, Class<?> common, Allowance... allowed) {
        return new LockRules(Program.of(module, common), allowed);
    }

    /** Returns all violations and all unused exceptions, sorted. */
    public List<String> violations() {
        List<Violation> found = new ArrayList<>();
        for (CompiledMethod method : this.program.methods()) {
            found.addAll(underLocks(method));
            found.addAll(inCallbacks(method));
            found.addAll(unbounded(method));
        }
        this.program.implementing(Set.of(Foreign.CALLBACK), "onCompletion")
            .forEach((callback) -> found.addAll(callback(callback)));
        Stream<String> needless = this.allowed.stream()
            .filter((allowance) -> found.stream().noneMatch(allowance::covers))
            .map((allowance) -> "Not needed any more, remove it: " + allowance);
        Stream<String> refused = found.stream()
            .filter((violation) -> this.allowed.stream().noneMatch((allowance) -> allowance.covers(violation)))
            .map(Violation::toString);
        return Stream.of(refused, needless, unreleased(), cycles()).flatMap((all) -> all).distinct().sorted().toList();
    }

    private List<Violation> underLocks(CompiledMethod method) {
        List<Violation> found = new ArrayList<>();
        for (Call call : method.calls()) {
            boolean ofMap = call.isLambda() && call.taker() != null && Foreign.isUnderLockOfMap(call.taker());
            if (call.held().isEmpty() && !ofMap) {
                continue;
            }
            Set<String> held = new TreeSet<>(call.held());
            if (ofMap) {
                held.add("a map's entry");
            }
            boolean releases = Foreign.isObjectWait(call) && held.size() == 1;
            if (!releases) {
                Search search = new Search(method, "holds " + String.join(", ", held), false);
                search.call(call, List.of(method.shortName()));
                found.addAll(search.found);
            }
        }
        return found;
    }

    private List<Violation> inCallbacks(CompiledMethod method) {
        List<Violation> found = new ArrayList<>();
        method.calls().stream().filter((call) -> call.isLambda() && Foreign.isCallback(call)).forEach((lambda) -> {
            Search search = new Search(method, "is called back by a client", true);
            search.call(lambda, List.of(method.shortName()));
            found.addAll(search.found);
        });
        return found;
    }

    private List<Violation> callback(CompiledMethod method) {
        Search search = new Search(method, "is called back by a client", true);
        search.method(method, List.of());
        return search.found;
    }

    private static List<Violation> unbounded(CompiledMethod method) {
        return method.calls()
            .stream()
            .filter(Foreign::isUnbounded)
            .map((call) -> new Violation(method, "waits without a bound", List.of(method.shortName()), call, "a wait"))
            .toList();
    }

    private Stream<String> unreleased() {
        return this.program.methods()
            .stream()
            .filter((method) -> !method.kept().isEmpty())
            .map((method) -> method.shortName() + " takes " + method.kept() + " and does not release it");
    }

    private Stream<String> cycles() {
        LockOrder order = new LockOrder();
        for (CompiledMethod method : this.program.methods()) {
            method.nested().forEach((held, taken) -> order.add(Set.of(held), taken));
            method.calls().stream().filter((call) -> !call.held().isEmpty()).forEach((call) -> {
                Search search = new Search(method, "", false);
                search.call(call, List.of());
                order.add(call.held(), search.taken);
            });
        }
        return order.cycles();
    }

    /** Follows the calls from one method. */
    private final class Search {

        private final CompiledMethod begin;

        private final String what;

        private final boolean callback;

        private final Set<CompiledMethod> seen = new HashSet<>();

        private final List<Violation> found = new ArrayList<>();

        private final Set<String> taken = new TreeSet<>();

        /**
         * Creates the search.
         * @param callback whether acquiring a lock is a violation, too
         */
        Search(CompiledMethod begin, String what, boolean callback) {
            this.begin = begin;
            this.what = what;
            this.callback = callback;
        }

        void call(Call call, List<String> way) {
            if (call.isLambda() && call.taker() != null && Foreign.runsLater(call.taker())) {
                return;
            }
            Optional<String> objection = this.callsOthers(call) ? Optional.of("code of others")
                    : Foreign.objection(call);
            objection.ifPresent((reason) -> report(call, way, reason));
            LockRules.this.program.find(call).forEach((method) -> method(method, way));
        }

        private boolean callsOthers(Call call) {
            return !call.isLambda() && LockRules.this.program.isHandedOver(call);
        }

        private void report(Call call, List<String> way, String reason) {
            this.found.add(new Violation(this.begin, this.what, way, call, reason));
        }

        void method(CompiledMethod method, List<String> way) {
            if (!this.seen.add(method)) {
                return;
            }
            List<String> further = new ArrayList<>(way);
            further.add(method.shortName());
            this.taken.addAll(method.locks());
            if (this.callback && !method.locks().isEmpty()) {
                String lock = method.locks().iterator().next();
                report(new Call(method.owner(), method.name(), method.descriptor(), false, Set.of(), null, null),
                        further, "which takes the lock " + lock);
            }
            method.calls().forEach((call) -> call(call, further));
        }

    }

}

package io.sensorstreams.common.lock;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Records which locks are acquired while another one is held. Two locks that are acquired
 * in both orders can deadlock.
 */
final class LockOrder {

    private final Map<String, Set<String>> after = new TreeMap<>();

    void add(Set<String> held, Set<String> taken) {
        held.forEach((lock) -> this.after.computeIfAbsent(lock, (added) -> new TreeSet<>()).addAll(taken));
    }

    Stream<String> cycles() {
        return this.after.keySet()
            .stream()
            .flatMap((first) -> this.after.get(first)
                .stream()
                .filter((second) -> !second.equals(first) && reaches(second, first, new HashSet<>()))
                .map((second) -> "Lock " + second + " is taken while " + first + " is held, and the other way round"));
    }

    private boolean reaches(String from, String to, Set<String> seen) {
        return from.equals(to) || seen.add(from)
                && this.after.getOrDefault(from, Set.of()).stream().anyMatch((next) -> reaches(next, to, seen));
    }

}

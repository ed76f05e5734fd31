package io.sensorstreams.producer.clocks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.sensorstreams.producer.clock.ClockDefinition;
import org.jspecify.annotations.Nullable;

/** Decides whether a clock passes over a time without rows. */
final class ClockGap {

    /**
     * What a running stream of the clock has told.
     *
     * @param next event time of its next row, or of one before it
     * @param last latest event time that it has passed; null when it has passed none
     */
    record Follower(long next, @Nullable Long last) {

    }

    private ClockGap() {
    }

    /**
     * Returns the clock that shows the time of the next row as soon as it has shown a
     * time without rows for {@code maxGap}, if that is soon.
     * @param followers all running streams of the clock
     * @param lead time until a change takes effect
     * @return empty when the next row comes before, or the time has not come
     */
    static Optional<ClockDefinition> passed(ClockDefinition clock, List<Follower> followers, Instant now,
            Duration lead) {
        Duration longest = clock.spec().maxGap();
        if (longest == null || followers.isEmpty()) {
            return Optional.empty();
        }
        long next = followers.stream().mapToLong(Follower::next).min().getAsLong();
        long last = clock.start();
        for (Follower follower : followers) {
            last = Math.max(last, (follower.last() != null) ? follower.last() : last);
        }
        long end = last + longest.toMillis();
        Instant effect = clock.effect(now, lead);
        Instant wanted = clock.whenShows(end).orElse(effect);
        if (wanted.isAfter(effect.plus(lead))) {
            // A change is stored as late as possible: later commands take effect after
            // it.
            return Optional.empty();
        }
        Instant at = wanted.isAfter(effect) ? wanted : effect;
        // The time that it saves is worth a change only if it is longer than the lead.
        boolean worth = next > end && clock.whenShows(next).filter((due) -> due.isAfter(at)).isPresent();
        return worth ? Optional.of(clock.jumped(at, next, now)) : Optional.empty();
    }

}

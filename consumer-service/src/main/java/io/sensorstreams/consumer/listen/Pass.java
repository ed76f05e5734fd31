package io.sensorstreams.consumer.listen;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Limits the time of a consumer thread between two polls: Kafka removes a consumer that
 * does not poll for {@code max.poll.interval.ms}. When enough time has passed, nothing
 * more is begun that may take long, such as sending another file. The next pass begins
 * with a step for which this one had no time, and two such steps take turns. Owned by the
 * thread.
 */
final class Pass {

    /** One file takes up to 4 minutes more, and the limit is 5 minutes. */
    private static final Duration ENOUGH = Duration.ofSeconds(20);

    private final Clock clock;

    private Instant end = Instant.MAX;

    private final Set<Step> left = EnumSet.noneOf(Step.class);

    private @Nullable Step first;

    /** Partitions whose records had no time. */
    private final Set<TopicPartition> waiting = new HashSet<>();

    enum Step {

        COMMITS, RECOVERIES

    }

    Pass(Clock clock) {
        this.clock = clock;
    }

    void begin() {
        restart();
        boolean recoveries = this.left.contains(Step.RECOVERIES);
        if (this.left.contains(Step.COMMITS) && (this.first != Step.COMMITS || !recoveries)) {
            this.first = Step.COMMITS;
        }
        else {
            this.first = (recoveries && this.first != Step.RECOVERIES) ? Step.RECOVERIES : null;
        }
        this.left.clear();
    }

    /** Sets the time for what follows a call of Kafka's client. */
    void restart() {
        this.end = this.clock.instant().plus(ENOUGH);
    }

    /** Lets everything that is due be done, however long it takes. */
    void unlimit() {
        this.end = Instant.MAX;
    }

    /** Whether the pass begins with a step, because an earlier one had no time for it. */
    boolean beginsWith(Step step) {
        return this.first == step;
    }

    boolean isOver() {
        return !this.clock.instant().isBefore(this.end);
    }

    /**
     * Whether there is no time for a part of a step. A later pass begins with it then.
     */
    boolean isOver(Step step) {
        if (isOver()) {
            this.left.add(step);
            return true;
        }
        return false;
    }

    /** Whether there is time for the records of a partition. */
    boolean takes(TopicPartition partition) {
        if (isOver()) {
            this.waiting.add(partition);
            return false;
        }
        this.waiting.remove(partition);
        return true;
    }

    /** Partitions with records; first those for which an earlier pass had no time. */
    List<TopicPartition> inTurn(Collection<TopicPartition> partitions) {
        List<TopicPartition> turns = new ArrayList<>(partitions);
        turns.sort(Comparator.comparing((partition) -> !this.waiting.contains(partition)));
        return turns;
    }

}

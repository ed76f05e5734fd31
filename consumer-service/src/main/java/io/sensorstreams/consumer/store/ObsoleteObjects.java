package io.sensorstreams.consumer.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.sensorstreams.common.objects.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Deletes the objects of a partition that nobody can commit any more, a few at a time.
 * Owned by the thread of the partition.
 */
final class ObsoleteObjects {

    private static final Logger LOGGER = LoggerFactory.getLogger(ObsoleteObjects.class);

    private static final Duration RETRY = Duration.ofMinutes(1);

    /** Limits of the deletions between two polls. */
    private static final int MOST_DELETED = 10;

    private static final Duration DELETING = Duration.ofMillis(200);

    private final ObjectSegments store;

    private final SegmentPlace place;

    private final String cluster;

    private final String topicId;

    private final Clock clock;

    private final Deque<Obsolete> waiting = new ArrayDeque<>();

    /** Keys of the waiting objects. */
    private final Set<String> keys = new HashSet<>();

    /** Keys of the objects that are left in the store. */
    private final Set<String> kept = new HashSet<>();

    private Instant deleteAt = Instant.MIN;

    /**
     * An object that nobody can commit any more.
     *
     * @param ours whether the ledger had it; otherwise its metadata must name the cluster
     * and the topic
     */
    private record Obsolete(String key, boolean ours) {
    }

    ObsoleteObjects(ObjectSegments store, SegmentPlace place, String cluster, String topicId, Clock clock) {
        this.store = store;
        this.place = place;
        this.cluster = cluster;
        this.topicId = topicId;
        this.clock = clock;
    }

    /** Whether an object waits for its deletion, or is left in the store. */
    boolean has(String key) {
        return this.keys.contains(key) || this.kept.contains(key);
    }

    /**
     * Deletes an object later.
     * @param ours whether the ledger had it
     */
    void add(String key, boolean ours) {
        this.keys.add(key);
        this.waiting.add(new Obsolete(key, ours));
    }

    /** Logs each object once. */
    void keep(String key, String why) {
        if (this.kept.add(key)) {
            log(Level.WARN, key).addKeyValue("reason", why)
                .log("An object that is not in the ledger stays in the store; delete it if nobody needs its rows, see "
                        + "'Output files' in docs/object-store.md");
        }
    }

    /** Writing does not need the deletions: a failure is only logged. */
    void deleteSome(Instant now) {
        if (now.isBefore(this.deleteAt)) {
            return;
        }
        Obsolete next = this.waiting.peek();
        try {
            Instant end = now.plus(DELETING);
            for (int i = 0; i < MOST_DELETED && next != null && !this.clock.instant().isAfter(end); i++) {
                delete(next);
                this.waiting.remove();
                this.keys.remove(next.key());
                next = this.waiting.peek();
            }
        }
        catch (StoreException e) {
            this.deleteAt = now.plus(RETRY);
            log(Level.WARN, Objects.requireNonNull(next).key()).addKeyValue("waiting", this.waiting.size())
                .addKeyValue("reason", e.getMessage())
                .log("Objects that are not in the ledger were not deleted; the service tries again after a minute");
        }
    }

    private void delete(Obsolete object) throws StoreException {
        if (!object.ours()) {
            Optional<StoredSegment> found = this.store.find(object.key());
            if (found.isEmpty()) {
                return;
            }
            if (!found.get().isOf(this.cluster, this.topicId)) {
                this.store.keepForeign(found.get());
                keep(object.key(), "it has rows of Kafka cluster '" + found.get().cluster() + "' and topic id '"
                        + found.get().topicId() + "', this is '" + this.cluster + "' and '" + this.topicId + "'");
                return;
            }
        }
        this.store.delete(object.key());
        log(Level.INFO, object.key()).log(object.ours() ? "Deleted an object that retention removed from the ledger"
                : "Deleted an object that is not in the ledger: it was never committed, or a replay discarded it");
    }

    LoggingEventBuilder log(Level level, String key) {
        return LOGGER.atLevel(level)
            .addKeyValue("topic", this.place.topic())
            .addKeyValue("partition", this.place.partition())
            .addKeyValue("file", key);
    }

}

package io.sensorstreams.consumer.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.sensorstreams.common.objects.ObjectStore;
import io.sensorstreams.common.objects.ObjectWriter;
import io.sensorstreams.common.objects.ObjectWriter.Begun;
import io.sensorstreams.common.objects.ObjectWriter.Body;
import io.sensorstreams.common.objects.ObjectWriter.Open;
import io.sensorstreams.common.objects.ObjectWriter.Target;
import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.common.objects.StoreException.Kind;
import io.sensorstreams.common.objects.StoredObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes an object twice, at once and in parts, to find out whether the store refuses the
 * second time. Each run has its own key, below a prefix that no other process has. So a
 * process can remove what its failed runs have left, for example uploads whose id it
 * never received because the answer was lost. Thread-safe.
 */
final class StoreProbe {

    private static final Logger LOGGER = LoggerFactory.getLogger(StoreProbe.class);

    /** Uploads and objects that one call removes at most: it runs between two polls. */
    private static final int MOST_REMOVED = 10;

    /** No run takes so long, even if the clock is wrong by hours. */
    private static final Duration OLD = Duration.ofDays(1);

    private final ObjectStore store;

    private final ObjectWriter writer;

    private final Clock clock;

    /** Begins the keys of all processes. */
    private final String all;

    /** Begins the keys of this process. */
    private final String own;

    private final AtomicLong runs = new AtomicLong();

    /** Keys of the runs that have not ended. */
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    /** Whether a run of this process or of another may have left something. */
    private volatile boolean untidy = true;

    private volatile boolean reported;

    StoreProbe(ObjectStore store, ObjectWriter writer, Clock clock) {
        this.store = store;
        this.writer = writer;
        this.clock = clock;
        this.all = store.address().prefix() + ".sensor-probe-";
        this.own = this.all + UUID.randomUUID() + "-";
    }

    /**
     * Probes the store.
     * @throws UnsafeStoreException when the store replaces an object
     * @throws StoreException when the store fails
     */
    void run() throws IOException {
        Target target = new Target(this.own + this.runs.incrementAndGet(), Map.of(), true);
        this.running.add(target.key());
        try {
            this.writer.put(target, body("first"));
            if (!isRefused(() -> this.writer.put(target, body("second")))) {
                throw new UnsafeStoreException(this.store.address().toString(), "of an object");
            }
            if (!isRefused(() -> putInParts(target))) {
                throw new UnsafeStoreException(this.store.address().toString(), "of an object in parts");
            }
        }
        finally {
            attempt(() -> this.store.delete(target.key()));
            this.running.remove(target.key());
            // Not before: until now, other threads left this run alone.
            this.untidy = true;
        }
    }

    private interface Call {

        void run() throws StoreException;

    }

    private static boolean isRefused(Call call) throws StoreException {
        try {
            call.run();
            return false;
        }
        catch (StoreException e) {
            if (e.kind() == Kind.CHANGED) {
                return true;
            }
            throw e;
        }
    }

    private void putInParts(Target target) throws StoreException {
        Begun begun = this.writer.begin(target);
        try {
            this.writer.complete(begun, List.of(this.writer.part(begun, 1, body("second"))));
        }
        catch (StoreException e) {
            attempt(() -> this.writer.abort(target.key(), begun.id()));
            throw e;
        }
    }

    private void attempt(Call removal) {
        try {
            removal.run();
        }
        catch (StoreException e) {
            report(e);
        }
    }

    /**
     * Removes some of what runs may have left in the store: those of this process, and
     * after a day those of others, which may have been killed.
     */
    void tidy() {
        if (!this.untidy) {
            return;
        }
        // Reset first: a run that fails meanwhile sets it again.
        this.untidy = false;
        attempt(this::removeSome);
    }

    private void removeSome() throws StoreException {
        int removed = 0;
        for (Open upload : this.writer.open(this.all)) {
            if (removed < MOST_REMOVED && isLeft(upload.key(), upload.begun())) {
                this.writer.abort(upload.key(), upload.id());
                removed++;
            }
        }
        // A page of a list has a hundred times as many objects as are removed.
        for (StoredObject object : this.store.list(this.all, null).objects()) {
            if (removed < MOST_REMOVED && isLeft(object.key(), object.modified())) {
                this.store.delete(object.key());
                removed++;
            }
        }
        this.reported = false;
        if (removed == MOST_REMOVED) {
            this.untidy = true;
        }
    }

    private boolean isLeft(String key, Instant written) {
        return key.startsWith(this.own) ? !this.running.contains(key)
                : written.plus(OLD).isBefore(this.clock.instant());
    }

    private void report(StoreException failure) {
        this.untidy = true;
        if (!this.reported) {
            this.reported = true;
            LOGGER.atWarn()
                .addKeyValue("prefix", this.own)
                .addKeyValue("reason", failure.getMessage())
                .log("An object of a probe may stay in the store; the service tries again to delete it, "
                        + "and does not log this again");
        }
    }

    private static Body body(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return Body.of(content, content.length);
    }

}

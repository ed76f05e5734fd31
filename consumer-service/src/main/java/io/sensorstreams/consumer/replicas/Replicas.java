package io.sensorstreams.consumer.replicas;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.access.KafkaRefusal;
import io.sensorstreams.common.kafka.RefusedRecord;
import io.sensorstreams.common.kafka.TopicTable;
import io.sensorstreams.common.kafka.WaitLog;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.common.watch.WatchedThread;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;

/**
 * Publishes this replica and knows the others. While their topic cannot be used, no other
 * replica is known, and this one answers alone. A dedicated thread publishes; the other
 * methods may be called from any thread.
 */
public final class Replicas implements SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(Replicas.class);

    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Interval of requests for the topic, after this replica was published. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final OwnReplica own;

    private final ReplicaRecords records;

    private final TopicTable<Replica> table;

    private final Clock clock;

    private final WatchedThread thread;

    private final WaitLog log = new WaitLog(LOGGER, "Other replicas are not known; this one answers alone",
            System::nanoTime);

    private Instant nextLook = Instant.MIN;

    private @Nullable Uuid topic;

    private volatile boolean published;

    private volatile @Nullable String problem = "The topic of the replicas is not read yet";

    /**
     * Creates the registry.
     * @param table reads what replicas have published
     */
    Replicas(OwnReplica own, ReplicaRecords records, TopicTable<Replica> table, LoopWatch watch, Clock clock) {
        this.own = own;
        this.records = records;
        this.table = table;
        this.clock = clock;
        this.thread = new WatchedThread("replicas", PAUSE, watch, (loop) -> lookAfter());
    }

    /** Name of this replica. */
    public String instance() {
        return this.own.instance();
    }

    /** Returns all replicas that have published themselves, by name. */
    public List<Replica> all() {
        return this.table.values().stream().sorted(Comparator.comparing(Replica::instance)).toList();
    }

    /** Returns the other replicas, also those that do not run. */
    public List<Replica> others() {
        return all().stream().filter((replica) -> !replica.instance().equals(instance())).toList();
    }

    /** Returns a replica that has published itself. */
    public Optional<Replica> find(String instance) {
        return this.table.get(instance);
    }

    /** Address of this replica; empty while it is not known. */
    public Optional<String> url() {
        return this.own.url().url();
    }

    /** Why the other replicas are not known; empty when they are. */
    public Optional<String> problem() {
        return this.table.refusal().or(() -> Optional.ofNullable(this.problem));
    }

    /** Invalid records of the topic, which are ignored. */
    List<RefusedRecord> refused() {
        return this.table.refused();
    }

    /**
     * Removes a replica that does not come back.
     * @throws UnknownReplicaException when there is none of this name
     * @throws org.apache.kafka.common.KafkaException when Kafka does not store that
     */
    void forget(String instance) {
        if (find(instance).isEmpty()) {
            throw new UnknownReplicaException(instance, all().stream().map(Replica::instance).toList());
        }
        this.records.write(ReplicaTopic.forget(instance));
        LOGGER.atInfo().addKeyValue("instance", instance).log("Replica was removed");
    }

    @Override
    public void start() {
        this.thread.start();
    }

    /** Runs one round. Catches every failure, because the next round retries. */
    private void lookAfter() throws InterruptedException {
        Optional<Replica> wanted = this.own.published();
        if (wanted.isEmpty()) {
            waits("The address of this replica is not known; set SENSOR_ADVERTISED_URL");
            return;
        }
        if (this.clock.instant().isBefore(this.nextLook)) {
            return;
        }
        try {
            publish(wanted.get());
            this.problem = null;
            this.log.over();
            this.nextLook = this.clock.instant().plus(LOOK_AGAIN);
        }
        catch (ExecutionException | TimeoutException | RuntimeException | Error e) {
            waits(KafkaRefusal.text(e));
        }
    }

    private void waits(String reason) {
        this.problem = reason;
        this.log.waits(reason);
    }

    private void publish(Replica wanted) throws ExecutionException, TimeoutException, InterruptedException {
        Uuid found = this.records.prepare();
        if (this.topic == null) {
            this.table.start();
        }
        else if (!found.equals(this.topic)) {
            this.table.readRecreated();
            this.published = false;
        }
        this.topic = found;
        this.table.awaitLoaded(TIMEOUT);
        if (!this.published || find(wanted.instance()).filter((known) -> known.stoppedAt() == null).isEmpty()) {
            this.records.write(ReplicaTopic.record(wanted));
            this.published = true;
            this.table.awaitValue(wanted.instance(), (known) -> known.stoppedAt() == null, TIMEOUT);
            LOGGER.atInfo().addKeyValue("address", wanted.url()).log("Replica is published");
        }
    }

    /** Publishes that this replica does not run, as far as Kafka answers. */
    @Override
    public void stop() {
        this.thread.stop(TIMEOUT);
        if (this.published) {
            try {
                this.own.published()
                    .ifPresent((known) -> this.records.write(ReplicaTopic.record(known.stopped(this.clock.instant()))));
            }
            catch (RuntimeException e) {
                LOGGER.atDebug().setCause(e).log("The stop of the replica is not published");
            }
        }
        this.published = false;
        this.table.close();
        this.topic = null;
    }

    @Override
    public boolean isRunning() {
        return this.thread.isRunning();
    }

    /**
     * Stops after the listeners: a replica that is known to be stopped writes nothing.
     */
    @Override
    public int getPhase() {
        return AbstractMessageListenerContainer.DEFAULT_PHASE - 50;
    }

}

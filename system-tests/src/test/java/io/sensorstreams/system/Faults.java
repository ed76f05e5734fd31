package io.sensorstreams.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import io.sensorstreams.harness.BrokerProcess;
import io.sensorstreams.harness.ChildProcess;
import io.sensorstreams.harness.PackagedService;

/** Creates the faults of a cluster. A seed determines their order. */
final class Faults {

    /**
     * Longer than the session timeout of a consumer, so that other replicas take over its
     * partitions.
     */
    private static final int BEYOND_SESSION_MILLIS = 9_000;

    private static final int SHORT_MILLIS = 3_000;

    private static final int SHORTEST_BROKER_FREEZE_MILLIS = 2_000;

    private static final int LONGEST_BROKER_FREEZE_MILLIS = 30_000;

    private static final int LONGEST_CROWD_MILLIS = 20_000;

    private static final int SHORTEST_STORE_FAULT_MILLIS = 1_000;

    /** Longer than the limit of a call, {@code sensor.s3.patience}, which is 20 s. */
    private static final int LONGEST_STORE_FAULT_MILLIS = 30_000;

    /** Number of cases of {@link #next()} without those of a store. */
    private static final int KINDS = 16;

    /** With four cases for the faults of a store. */
    private static final int KINDS_WITH_STORE = KINDS + 4;

    private final FaultyCluster cluster;

    private final Losses losses;

    private final Runnable hostility;

    private final int longestMillis;

    private final Random random;

    /**
     * Creates the faults.
     * @param losses destroys data
     * @param hostility sends hostile records
     * @param longest longest duration of a fault
     */
    Faults(FaultyCluster cluster, Losses losses, Runnable hostility, Duration longest, long seed) {
        this.cluster = cluster;
        this.losses = losses;
        this.hostility = hostility;
        this.longestMillis = Math.toIntExact(longest.toMillis());
        this.random = new Random(seed);
    }

    Fault next() {
        int kind = this.random.nextInt((this.cluster.store() != null) ? KINDS_WITH_STORE : KINDS);
        int replica = this.random.nextInt(2);
        int broker = this.random.nextInt(3);
        int choice = this.random.nextInt(Integer.MAX_VALUE);
        boolean producer = this.random.nextBoolean();
        boolean either = this.random.nextBoolean();
        int millis = 500 + this.random.nextInt(SHORT_MILLIS);
        return switch (kind) {
            case 0, 1, 2 -> kill(producer, replica, millis);
            case 3, 4 -> terminate(producer, replica, millis);
            case 5 -> freeze(producer, replica, millis);
            case 6 -> freeze(producer, replica, millis + BEYOND_SESSION_MILLIS);
            case 7 -> brokers("kill", List.of(broker), millis);
            case 8 -> brokers("kill", List.of(broker, (broker + 1) % 3), millis);
            case 9, 10 ->
                freezeBroker(broker, between(SHORTEST_BROKER_FREEZE_MILLIS, LONGEST_BROKER_FREEZE_MILLIS, choice));
            case 11 -> crowd(producer, replica, between(SHORT_MILLIS, LONGEST_CROWD_MILLIS, choice));
            case 12 -> removeFiles(choice, millis);
            case 13 -> deleteRecords(choice, either, millis);
            case 14 -> new Fault("hostile records", "hostile records", millis, this.hostility, () -> {
            });
            case 15 -> fullDisk(either, millis + SHORT_MILLIS);
            default -> new StoreFaults(Objects.requireNonNull(this.cluster.store())).next(choice, replica,
                    between(SHORTEST_STORE_FAULT_MILLIS, LONGEST_STORE_FAULT_MILLIS, choice));
        };
    }

    private int between(int shortest, int longest, int choice) {
        return Math.min(this.longestMillis, shortest + choice % (longest - shortest));
    }

    /**
     * Fills the disk while the consumer is running, or kills the consumer and starts it
     * on the full disk.
     */
    private Fault fullDisk(boolean kill, long millis) {
        PackagedService consumer = this.cluster.consumers().get(0);
        SmallDisk disk = this.cluster.smallDisk();
        if (!kill) {
            return new Fault("full disk", name(false, 0), millis, disk::fill, disk::free);
        }
        return new Fault("start on a full disk", name(false, 0), millis, () -> {
            disk.fill();
            consumer.kill();
            consumer.process().restart();
        }, () -> {
            disk.free();
            consumer.awaitReady();
        });
    }

    private Fault removeFiles(int choice, long millis) {
        return new Fault("removed files", this.losses.topic(), millis, () -> this.losses.removeFiles(choice), () -> {
        });
    }

    private Fault deleteRecords(int choice, boolean paused, long millis) {
        return new Fault(paused ? "records deleted while paused" : "records deleted while stopped", this.losses.topic(),
                millis, () -> this.losses.holdUp(paused), () -> this.losses.deleteRecords(choice, paused));
    }

    private Fault crowd(boolean producer, int replica, long millis) {
        Crowd crowd = new Crowd(service(producer, replica).process());
        return new Fault("one busy processor", name(producer, replica), millis, crowd::gather, crowd::disperse);
    }

    private PackagedService service(boolean producer, int replica) {
        return (producer ? this.cluster.producers() : this.cluster.consumers()).get(replica);
    }

    private static String name(boolean producer, int replica) {
        return (producer ? "producer-service-" : "consumer-service-") + replica;
    }

    private Fault kill(boolean producer, int replica, long millis) {
        PackagedService service = service(producer, replica);
        return new Fault("kill", name(producer, replica), millis, service::kill, service::restart);
    }

    private Fault terminate(boolean producer, int replica, long millis) {
        PackagedService service = service(producer, replica);
        return new Fault("terminate", name(producer, replica), millis, service::stop, service::restart);
    }

    private Fault freeze(boolean producer, int replica, long millis) {
        ChildProcess process = service(producer, replica).process();
        return new Fault("freeze", name(producer, replica), millis, process::freeze, process::thaw);
    }

    private Fault freezeBroker(int broker, long millis) {
        ChildProcess process = this.cluster.brokers().get(broker).process();
        return new Fault("freeze", "brokers", millis, process::freeze, process::thaw);
    }

    private Fault brokers(String kind, List<Integer> numbers, long millis) {
        List<BrokerProcess> brokers = new ArrayList<>();
        numbers.forEach((number) -> brokers.add(this.cluster.brokers().get(number)));
        return new Fault(kind + " " + numbers.size(), "brokers", millis,
                () -> brokers.forEach((broker) -> broker.process().kill()), () -> {
                    brokers.forEach((broker) -> broker.process().restart());
                    brokers.forEach(BrokerProcess::awaitReady);
                });
    }

}

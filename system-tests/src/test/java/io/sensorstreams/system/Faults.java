package io.sensorstreams.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.sensorstreams.harness.BrokerProcess;
import io.sensorstreams.harness.ChildProcess;
import io.sensorstreams.harness.PackagedService;

/** All that can happen to a cluster; which comes next is drawn from a seed. */
final class Faults {

    /** Longer than a consumer's session: others take over what it has. */
    private static final int BEYOND_SESSION_MILLIS = 9_000;

    private static final int SHORT_MILLIS = 3_000;

    private final FaultyCluster cluster;

    private final Random random;

    Faults(FaultyCluster cluster, long seed) {
        this.cluster = cluster;
        this.random = new Random(seed);
    }

    Fault next() {
        int kind = this.random.nextInt(10);
        int replica = this.random.nextInt(2);
        int broker = this.random.nextInt(3);
        boolean producer = this.random.nextBoolean();
        long millis = 500 + this.random.nextInt(SHORT_MILLIS);
        return switch (kind) {
            case 0, 1, 2 -> kill(producer, replica, millis);
            case 3, 4 -> terminate(producer, replica, millis);
            case 5 -> freeze(producer, replica, millis);
            case 6 -> freeze(producer, replica, millis + BEYOND_SESSION_MILLIS);
            case 7 -> brokers("kill", List.of(broker), millis);
            case 8 -> this.random.nextBoolean() ? freezeBroker(broker, millis + BEYOND_SESSION_MILLIS / 2)
                    : brokers("kill", List.of(broker, (broker + 1) % 3), millis);
            default -> fullDisk(this.random.nextBoolean(), millis + SHORT_MILLIS);
        };
    }

    /** The consumer lives on the full disk, or is killed on it and starts there. */
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

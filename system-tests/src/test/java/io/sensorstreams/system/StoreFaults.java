package io.sensorstreams.system;

import java.util.function.Consumer;

import io.sensorstreams.common.objects.FaultyLink;

/** Creates the faults of the connections between the consumers and their object store. */
final class StoreFaults {

    /** Part of an answer that arrives before the connection ends. */
    private static final int CUT_AFTER_BYTES = 300;

    private static final int KINDS = 6;

    private final FaultyStore store;

    StoreFaults(FaultyStore store) {
        this.store = store;
    }

    /**
     * Returns a fault of the connection of one consumer.
     * @param choice selects the kind of fault
     */
    Fault next(int choice, int consumer, long millis) {
        return switch (Math.floorMod(choice, KINDS)) {
            case 0 -> fault("refused connections", consumer, millis, FaultyLink::refuses);
            case 1 -> fault("hanging connections", consumer, millis, FaultyLink::hangs);
            case 2 -> fault("throttling", consumer, millis, (link) -> link.answers(503, "SlowDown"));
            case 3 -> fault("denied access", consumer, millis, (link) -> link.answers(403, "AccessDenied"));
            // The store receives and executes the request.
            case 4 -> fault("lost answers", consumer, millis, (link) -> link.cuts(0));
            default -> fault("cut answers", consumer, millis, (link) -> link.cuts(CUT_AFTER_BYTES));
        };
    }

    private Fault fault(String kind, int consumer, long millis, Consumer<FaultyLink> strike) {
        FaultyLink link = this.store.link(consumer);
        return new Fault(kind, "the store of consumer-service-" + consumer, millis, () -> strike.accept(link),
                link::works);
    }

}

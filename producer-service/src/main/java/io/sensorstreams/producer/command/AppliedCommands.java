package io.sensorstreams.producer.command;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.producer.definition.BrokerUnavailableException;
import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamTopic;
import io.sensorstreams.producer.publish.Ownership;
import io.sensorstreams.producer.publish.Positions;

/**
 * Waits until the owners of streams have applied records of {@code sensor-streams}, at
 * this replica or another one. Thread-safe.
 */
final class AppliedCommands {

    private final StreamTopic definitions;

    private final Positions positions;

    private final Duration timeout;

    /** Each call waits for at most the timeout. */
    AppliedCommands(StreamTopic definitions, Positions positions, Duration timeout) {
        this.definitions = definitions;
        this.positions = positions;
        this.timeout = timeout;
    }

    /**
     * Waits until the owners have applied these definitions. Rows read under older
     * definitions are acknowledged then.
     * @throws BrokerUnavailableException when an owner is too late
     */
    void await(Collection<StreamDefinition> stored) {
        Map<Integer, Long> newest = new HashMap<>();
        stored.forEach((definition) -> newest.merge(this.definitions.partitionOf(definition.name()),
                definition.offset(), Math::max));
        await(newest);
    }

    /** Waits until the owners have applied records, by partition. */
    void await(Map<Integer, Long> offsets) {
        long deadline = System.nanoTime() + this.timeout.toNanos();
        for (Map.Entry<Integer, Long> wanted : offsets.entrySet()) {
            int partition = wanted.getKey();
            try {
                this.positions.awaitApplied(partition, wanted.getValue(),
                        Duration.ofNanos(deadline - System.nanoTime()));
            }
            catch (TimeoutException e) {
                throw BrokerUnavailableException.ownerSilent(this.positions.ownership(partition).map(Ownership::owner),
                        this.timeout, e);
            }
            catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw BrokerUnavailableException.stopping(e);
            }
        }
    }

}

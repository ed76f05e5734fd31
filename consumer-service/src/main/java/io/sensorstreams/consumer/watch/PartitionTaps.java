package io.sensorstreams.consumer.watch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

import io.sensorstreams.consumer.sink.PartitionKey;

/** The taps of all partitions that this replica writes or has written. Thread-safe. */
public final class PartitionTaps {

    private final Map<PartitionKey, PartitionTap> taps = new ConcurrentHashMap<>();

    public PartitionTap of(PartitionKey partition) {
        return this.taps.computeIfAbsent(partition, (key) -> new PartitionTap());
    }

    void forEach(BiConsumer<PartitionKey, PartitionTap> action) {
        this.taps.forEach(action);
    }

}

package io.sensorstreams.consumer.watch;

import java.io.Serial;

import io.sensorstreams.consumer.sink.PartitionKey;

final class PartitionNotFoundException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    PartitionNotFoundException(PartitionKey partition) {
        super("Group '%s' has no partition %d of topic '%s'; GET /api/partitions lists all partitions"
            .formatted(partition.group(), partition.partition(), partition.topic()));
    }

}

package io.sensorstreams.consumer.audit.parts;

import io.sensorstreams.consumer.compare.PartitionReport;
import io.sensorstreams.consumer.compare.PartitionScope;

/** Result of a comparison, and the scope that it covers. */
public record Compared(PartitionReport report, PartitionScope scope) {
}

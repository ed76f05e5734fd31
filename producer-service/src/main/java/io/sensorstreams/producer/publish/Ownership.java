package io.sensorstreams.producer.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * Replica that runs the streams of a partition, and the definitions that it has applied.
 *
 * @param owner name of the replica, or null when it released the partition
 * @param applied offset in {@code sensor-streams} of the newest record of the partition
 * that it has applied; rows read under older definitions are acknowledged
 */
@JsonInclude(Include.NON_NULL)
public record Ownership(@Nullable String owner, long applied) implements OwnerRecord {

}

package io.sensorstreams.producer.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * Who runs the streams of a partition, and how far it has followed their definitions.
 *
 * @param owner name of the replica, or null when it has given the partition up
 * @param applied offset in {@code sensor-streams} of the newest record of the partition
 * that it has carried out: what was read under older definitions is acknowledged
 */
@JsonInclude(Include.NON_NULL)
public record Ownership(@Nullable String owner, long applied) implements OwnerRecord {

}

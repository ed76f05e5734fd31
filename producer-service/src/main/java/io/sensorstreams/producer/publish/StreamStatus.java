package io.sensorstreams.producer.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * Position and report of a stream, stored under its name.
 *
 * @param position in JSON, its fields are next to the report
 * @param report report of the owner, or null in a record of an older version
 */
@JsonInclude(Include.NON_NULL)
public record StreamStatus(@JsonUnwrapped StreamPosition position,
        @Nullable StreamReport report) implements OwnerRecord {

}

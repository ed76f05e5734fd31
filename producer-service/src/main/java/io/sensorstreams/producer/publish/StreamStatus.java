package io.sensorstreams.producer.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a stream's work, keyed by its name.
 *
 * @param position where it stands; its fields stand beside the report
 * @param report what its owner told then, or null in a record of an older version
 */
@JsonInclude(Include.NON_NULL)
public record StreamStatus(@JsonUnwrapped StreamPosition position,
        @Nullable StreamReport report) implements OwnerRecord {

}

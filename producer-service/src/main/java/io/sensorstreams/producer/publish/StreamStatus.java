package io.sensorstreams.producer.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sensorstreams.producer.row.RowFaults;
import org.jspecify.annotations.Nullable;

/**
 * Position, report and faulty rows of a stream, stored under its name.
 *
 * @param position in JSON, its fields are next to the report
 * @param report report of the owner, or null in a record of an older version
 * @param faults rows before the position that could not be used; null for none
 */
@JsonInclude(Include.NON_NULL)
public record StreamStatus(@JsonUnwrapped StreamPosition position, @Nullable StreamReport report,
        @Nullable RowFaults faults) implements OwnerRecord {

    /** The faults that belong to a position with the given origin. */
    public RowFaults faultsSince(String origin) {
        return (this.faults != null && this.position.origin().equals(origin)) ? this.faults : RowFaults.NONE;
    }

}

package io.sensorstreams.producer.row;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a stream that could not be used as its specification asks, since its start from
 * the beginning.
 *
 * @param rejected rows that could not be sent as records; null when there are none,
 * likewise the others
 * @param untimed rows without a readable time, which the pace needs
 * @param unkeyed rows without a station, which the partitioning needs
 */
@JsonInclude(Include.NON_NULL)
public record RowFaults(@Nullable RowFault rejected, @Nullable RowFault untimed, @Nullable RowFault unkeyed) {

    public static final RowFaults NONE = new RowFaults(null, null, null);

    @JsonIgnore
    public boolean isNone() {
        return NONE.equals(this);
    }

    /** The faults whose first row is not among the earlier ones. */
    public RowFaults newSince(RowFaults earlier) {
        return new RowFaults((earlier.rejected == null) ? this.rejected : null,
                (earlier.untimed == null) ? this.untimed : null, (earlier.unkeyed == null) ? this.unkeyed : null);
    }

}

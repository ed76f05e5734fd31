package io.sensorstreams.producer.row;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * Rows with the same kind of fault.
 *
 * @param rows number of the rows, at least 1
 * @param line line of the first of them, from 1; null when it is unknown
 * @param reason fault of the first of them
 */
@JsonInclude(Include.NON_NULL)
public record RowFault(long rows, @Nullable Long line, String reason) {

}

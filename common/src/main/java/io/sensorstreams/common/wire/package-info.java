/**
 * The wire format of rows: value, key and headers of a record. Only this package defines
 * it.
 */
@NullMarked
package io.sensorstreams.common.wire;

import org.jspecify.annotations.NullMarked;

/**
 * How is a complete output file kept as an object, exactly once?
 */
@NullMarked
package io.sensorstreams.consumer.store;

import org.jspecify.annotations.NullMarked;

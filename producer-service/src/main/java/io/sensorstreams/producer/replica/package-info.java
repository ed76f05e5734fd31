/**
 * Runs the streams whose partitions this replica owns, and returns the state of every
 * stream.
 */
@NullMarked
package io.sensorstreams.producer.replica;

import org.jspecify.annotations.NullMarked;

/**
 * Which streams this replica runs, and the state of each stream as this replica or the
 * owner reports it.
 */
@NullMarked
package io.sensorstreams.producer.replica;

import org.jspecify.annotations.NullMarked;

/**
 * Stores the definition of each stream, its spec and its wanted state, in
 * {@code sensor-streams}.
 */
@NullMarked
package io.sensorstreams.producer.definition;

import org.jspecify.annotations.NullMarked;

/**
 * Generates rows from a seed: fields, readings of the known topics, times.
 */
@NullMarked
package io.sensorstreams.producer.random;

import org.jspecify.annotations.NullMarked;

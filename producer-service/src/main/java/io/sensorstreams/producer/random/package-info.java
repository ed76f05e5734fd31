/**
 * How rows are made up from a seed: fields, readings of known topics, times.
 */
@NullMarked
package io.sensorstreams.producer.random;

import org.jspecify.annotations.NullMarked;

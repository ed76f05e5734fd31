/**
 * Clocks that several streams share: which event time is it now, and when is it another.
 */
@NullMarked
package io.sensorstreams.producer.clock;

import org.jspecify.annotations.NullMarked;

/**
 * Runs the streams of one partition of {@code sensor-streams} on one thread: opens
 * sources, sends rows, commits and waits.
 */
@NullMarked
package io.sensorstreams.producer.run;

import org.jspecify.annotations.NullMarked;

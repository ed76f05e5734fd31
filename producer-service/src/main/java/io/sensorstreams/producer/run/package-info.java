/**
 * How the streams of one partition of {@code sensor-streams} run on their thread: open,
 * send, commit, wait.
 */
@NullMarked
package io.sensorstreams.producer.run;

import org.jspecify.annotations.NullMarked;

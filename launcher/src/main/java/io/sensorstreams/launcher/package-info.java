/**
 * The command ./run and its command line. It starts a local Kafka and both services,
 * shows progress and ends with a verdict.
 */
@NullMarked
package io.sensorstreams.launcher;

import org.jspecify.annotations.NullMarked;

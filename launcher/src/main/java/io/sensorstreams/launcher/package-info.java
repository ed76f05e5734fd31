/**
 * The command ./run: local Kafka, both services, live progress, verdict.
 */
@NullMarked
package io.sensorstreams.launcher;

import org.jspecify.annotations.NullMarked;

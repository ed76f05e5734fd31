/**
 * Contains the command ./run and its command line. The command starts a local Kafka and
 * both services, shows progress and ends with a verdict.
 */
@NullMarked
package io.sensorstreams.launcher;

import org.jspecify.annotations.NullMarked;

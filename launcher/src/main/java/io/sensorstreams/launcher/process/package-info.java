/**
 * Which processes does a run start and stop? Kafka runs in this JVM, each service in a
 * separate process.
 */
@NullMarked
package io.sensorstreams.launcher.process;

import org.jspecify.annotations.NullMarked;

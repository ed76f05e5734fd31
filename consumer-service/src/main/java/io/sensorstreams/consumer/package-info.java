/**
 * The consumer-service. Writes Kafka topics to output files, each row exactly once.
 */
@NullMarked
package io.sensorstreams.consumer;

import org.jspecify.annotations.NullMarked;

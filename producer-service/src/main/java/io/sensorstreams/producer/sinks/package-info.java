/**
 * Determines which topics have a sink, from the consumer groups in Kafka.
 */
@NullMarked
package io.sensorstreams.producer.sinks;

import org.jspecify.annotations.NullMarked;

/**
 * Which topics are read by a sink, as far as Kafka knows.
 */
@NullMarked
package io.sensorstreams.producer.sinks;

import org.jspecify.annotations.NullMarked;

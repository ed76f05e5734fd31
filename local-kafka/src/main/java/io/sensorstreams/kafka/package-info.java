/** Runs real Apache Kafka brokers in this JVM. */
@NullMarked
package io.sensorstreams.kafka;

import org.jspecify.annotations.NullMarked;

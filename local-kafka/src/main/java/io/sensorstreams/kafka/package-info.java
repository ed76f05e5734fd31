/**
 * The real Apache Kafka broker in this JVM.
 */
@NullMarked
package io.sensorstreams.kafka;

import org.jspecify.annotations.NullMarked;

/**
 * How is a real Apache Kafka cluster run on this machine? In this JVM, or as separate
 * processes of {@code LocalKafkaApplication}.
 */
@NullMarked
package io.sensorstreams.kafka;

import org.jspecify.annotations.NullMarked;

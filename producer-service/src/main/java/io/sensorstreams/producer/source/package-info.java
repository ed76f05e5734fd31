/**
 * Sources of streams, as requests specify them: CSV files and random generators.
 * Independent of HTTP and Kafka.
 */
@NullMarked
package io.sensorstreams.producer.source;

import org.jspecify.annotations.NullMarked;

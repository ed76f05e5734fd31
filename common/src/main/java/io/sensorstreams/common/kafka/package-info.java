/**
 * Kafka's clients: makes them, asks the broker whether it is there, creates topics, and
 * reads compacted topics as tables.
 */
@NullMarked
package io.sensorstreams.common.kafka;

import org.jspecify.annotations.NullMarked;

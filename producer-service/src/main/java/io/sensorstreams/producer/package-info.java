/**
 * The producer-service: sends readings from sources to Kafka as streams that are paced,
 * resumable and exactly once.
 */
@NullMarked
package io.sensorstreams.producer;

import org.jspecify.annotations.NullMarked;

/**
 * Proves row by row that the files and Kafka agree.
 */
@NullMarked
package io.sensorstreams.consumer.audit;

import org.jspecify.annotations.NullMarked;

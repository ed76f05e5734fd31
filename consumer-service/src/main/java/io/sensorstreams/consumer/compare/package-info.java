/**
 * Comparison of files with Kafka. Answers: is every row of a partition in its files,
 * once?
 */
@NullMarked
package io.sensorstreams.consumer.compare;

import org.jspecify.annotations.NullMarked;

/**
 * Records of Kafka that are read again. Answers: which lines does a sink write for them?
 */
@NullMarked
package io.sensorstreams.consumer.reread;

import org.jspecify.annotations.NullMarked;

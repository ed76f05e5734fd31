/**
 * Shows the rows of a stream as they are committed to Kafka. Answers: what does a stream
 * send now?
 */
@NullMarked
package io.sensorstreams.producer.watch;

import org.jspecify.annotations.NullMarked;

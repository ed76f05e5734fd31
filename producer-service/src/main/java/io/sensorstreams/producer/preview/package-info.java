/**
 * Shows the first records of a stream before anything is sent. Answers: which topic,
 * partition, key and value would each row have?
 */
@NullMarked
package io.sensorstreams.producer.preview;

import org.jspecify.annotations.NullMarked;

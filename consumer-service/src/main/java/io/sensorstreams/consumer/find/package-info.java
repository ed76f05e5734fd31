/**
 * Search for single rows. Answers: where is a row, in Kafka and in the files of each
 * group?
 */
@NullMarked
package io.sensorstreams.consumer.find;

import org.jspecify.annotations.NullMarked;

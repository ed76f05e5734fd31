/**
 * Shows the rows of a partition as they are committed to its files. Answers: what is
 * written to files now?
 */
@NullMarked
package io.sensorstreams.consumer.watch;

import org.jspecify.annotations.NullMarked;

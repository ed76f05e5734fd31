/**
 * Retention of output files. Answers: which files of a partition are removed, and when?
 */
@NullMarked
package io.sensorstreams.consumer.retention;

import org.jspecify.annotations.NullMarked;

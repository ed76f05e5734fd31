/**
 * Formats of output files. Answers: how does a row become a line?
 */
@NullMarked
package io.sensorstreams.consumer.format;

import org.jspecify.annotations.NullMarked;

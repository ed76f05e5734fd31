/**
 * Output files of one partition. Answers: when is a file sealed, and how is a directory
 * recovered?
 */
@NullMarked
package io.sensorstreams.consumer.sink;

import org.jspecify.annotations.NullMarked;

/**
 * Output files of one partition. Answers: when does a file end, and how is a directory
 * recovered?
 */
@NullMarked
package io.sensorstreams.consumer.sink;

import org.jspecify.annotations.NullMarked;

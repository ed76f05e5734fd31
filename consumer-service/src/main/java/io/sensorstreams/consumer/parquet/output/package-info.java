/**
 * Parquet files of sinks. Answers: how are the rows of a partition written to Parquet
 * files, and read as lines?
 */
@NullMarked
package io.sensorstreams.consumer.parquet.output;

import org.jspecify.annotations.NullMarked;

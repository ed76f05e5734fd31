/**
 * Types of the columns of Parquet files. Answers: which type has all values of a column?
 */
@NullMarked
package io.sensorstreams.consumer.parquet.type;

import org.jspecify.annotations.NullMarked;

/**
 * Parquet files. Answers: how do rows become columns with types, and rows again?
 */
@NullMarked
package io.sensorstreams.consumer.parquet;

import org.jspecify.annotations.NullMarked;

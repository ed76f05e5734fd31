/**
 * Which programs of its own does the benchmark compare with? Each has a main class, runs
 * in a separate process, and uses only the libraries of Kafka.
 */
@NullMarked
package io.sensorstreams.bench.programs;

import org.jspecify.annotations.NullMarked;

/**
 * Starts real brokers and the packaged services as separate processes, for tests and
 * benchmarks.
 */
@NullMarked
package io.sensorstreams.harness;

import org.jspecify.annotations.NullMarked;

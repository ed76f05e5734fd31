/**
 * Starts real brokers and the packaged services as processes of their own, for tests and
 * benchmarks.
 */
@NullMarked
package io.sensorstreams.harness;

import org.jspecify.annotations.NullMarked;

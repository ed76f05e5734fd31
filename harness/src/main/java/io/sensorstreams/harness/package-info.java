/**
 * How are ports found, and how are brokers and services started, awaited and called? Used
 * by the launcher, the tests and the benchmarks.
 */
@NullMarked
package io.sensorstreams.harness;

import org.jspecify.annotations.NullMarked;

/** The arithmetic and the tables of the benchmarks; nothing is measured. */
@NullMarked
package io.sensorstreams.bench;

import org.jspecify.annotations.NullMarked;

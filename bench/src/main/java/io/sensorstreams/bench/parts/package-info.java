/** What is measured? Each part of the benchmark can be run alone. */
@NullMarked
package io.sensorstreams.bench.parts;

import org.jspecify.annotations.NullMarked;

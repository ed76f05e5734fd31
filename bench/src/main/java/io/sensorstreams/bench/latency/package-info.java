/** How long does a row take from its due time until a consumer has it? */
@NullMarked
package io.sensorstreams.bench.latency;

import org.jspecify.annotations.NullMarked;

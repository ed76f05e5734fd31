/**
 * What do the parts run on? Starts the broker and the packaged services, and makes the
 * rows.
 */
@NullMarked
package io.sensorstreams.bench.system;

import org.jspecify.annotations.NullMarked;

/**
 * What do the parts run on? Starts the broker and the packaged services, and creates the
 * rows.
 */
@NullMarked
package io.sensorstreams.bench.system;

import org.jspecify.annotations.NullMarked;

/**
 * Compares the packaged services with similar tools, on the same rows and the same
 * broker.
 */
@NullMarked
package io.sensorstreams.bench;

import org.jspecify.annotations.NullMarked;

/**
 * A simulated disk that distinguishes written bytes from bytes that survive a power
 * failure.
 */
@NullMarked
package io.sensorstreams.consumer.disk;

import org.jspecify.annotations.NullMarked;

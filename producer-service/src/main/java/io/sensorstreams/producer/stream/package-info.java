/**
 * Sensor streams: what is asked of them over HTTP, and the threads that run them.
 */
@NullMarked
package io.sensorstreams.producer.stream;

import org.jspecify.annotations.NullMarked;

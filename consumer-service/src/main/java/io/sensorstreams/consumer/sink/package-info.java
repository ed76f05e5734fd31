/**
 * Output files of one partition: lines, segments, rolling and recovery. Knows nothing of
 * HTTP or Spring.
 */
@NullMarked
package io.sensorstreams.consumer.sink;

import org.jspecify.annotations.NullMarked;

/**
 * The producer-service: sources of readings become paced, resumable, exactly-once
 * streams.
 */
@NullMarked
package io.sensorstreams.producer;

import org.jspecify.annotations.NullMarked;

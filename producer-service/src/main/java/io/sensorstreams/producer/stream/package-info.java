/**
 * REST API, metrics, health and progress log of streams.
 */
@NullMarked
package io.sensorstreams.producer.stream;

import org.jspecify.annotations.NullMarked;

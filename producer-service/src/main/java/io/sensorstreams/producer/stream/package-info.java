/**
 * What is shown of streams: REST API, metrics, health and log.
 */
@NullMarked
package io.sensorstreams.producer.stream;

import org.jspecify.annotations.NullMarked;

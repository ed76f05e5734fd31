/**
 * The consumer-service: topics become output files, each row exactly once.
 */
@NullMarked
package io.sensorstreams.consumer;

import org.jspecify.annotations.NullMarked;

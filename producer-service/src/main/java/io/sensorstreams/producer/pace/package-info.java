/**
 * Computes when each row is due, on an absolute schedule.
 */
@NullMarked
package io.sensorstreams.producer.pace;

import org.jspecify.annotations.NullMarked;

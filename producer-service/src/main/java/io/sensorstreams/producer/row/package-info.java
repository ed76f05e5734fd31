/**
 * What every source has: rows with a station, a time and a position, and the reason why a
 * row is rejected. Knows nothing of HTTP or Kafka.
 */
@NullMarked
package io.sensorstreams.producer.row;

import org.jspecify.annotations.NullMarked;

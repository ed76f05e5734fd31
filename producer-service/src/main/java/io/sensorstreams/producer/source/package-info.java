/**
 * Where the rows of a stream come from, as the user asks for it: CSV files or random
 * generators. Knows nothing of HTTP or Kafka.
 */
@NullMarked
package io.sensorstreams.producer.source;

import org.jspecify.annotations.NullMarked;

/**
 * Where rows come from: CSV files and random generators. Knows nothing of HTTP or Kafka.
 */
@NullMarked
package io.sensorstreams.producer.source;

import org.jspecify.annotations.NullMarked;

/**
 * Cursor over the rows of a source, with station, time, position and the reason of a
 * rejection. Independent of HTTP and Kafka.
 */
@NullMarked
package io.sensorstreams.producer.row;

import org.jspecify.annotations.NullMarked;

/**
 * Kafka's records read again, as the lines that a sink makes of them.
 */
@NullMarked
package io.sensorstreams.consumer.reread;

import org.jspecify.annotations.NullMarked;

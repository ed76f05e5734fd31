/**
 * Sends rows and positions in one Kafka transaction.
 */
@NullMarked
package io.sensorstreams.producer.publish;

import org.jspecify.annotations.NullMarked;

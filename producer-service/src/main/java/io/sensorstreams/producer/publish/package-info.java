/**
 * Rows and positions become one Kafka transaction.
 */
@NullMarked
package io.sensorstreams.producer.publish;

import org.jspecify.annotations.NullMarked;

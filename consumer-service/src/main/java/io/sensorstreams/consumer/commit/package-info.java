/**
 * Offsets and ledger entries become one Kafka transaction.
 */
@NullMarked
package io.sensorstreams.consumer.commit;

import org.jspecify.annotations.NullMarked;

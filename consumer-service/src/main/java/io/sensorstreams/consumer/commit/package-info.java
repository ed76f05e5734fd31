/**
 * Commits of offsets and ledger entries. Answers: what becomes one Kafka transaction?
 */
@NullMarked
package io.sensorstreams.consumer.commit;

import org.jspecify.annotations.NullMarked;

/**
 * Kafka transactions: code that both services share.
 */
@NullMarked
package io.sensorstreams.common.transaction;

import org.jspecify.annotations.NullMarked;

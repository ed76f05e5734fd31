/**
 * What Kafka's transactions tell both services.
 */
@NullMarked
package io.sensorstreams.common.transaction;

import org.jspecify.annotations.NullMarked;

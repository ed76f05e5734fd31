/**
 * Listener containers, a thread for each partition, and what may be asked of them over
 * HTTP.
 */
@NullMarked
package io.sensorstreams.consumer.listen;

import org.jspecify.annotations.NullMarked;

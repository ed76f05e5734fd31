/**
 * REST API, metrics and gaps of the clocks that streams share.
 */
@NullMarked
package io.sensorstreams.producer.clocks;

import org.jspecify.annotations.NullMarked;

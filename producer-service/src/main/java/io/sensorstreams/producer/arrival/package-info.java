/**
 * Reads the files of the data directory one after another, as they arrive.
 */
@NullMarked
package io.sensorstreams.producer.arrival;

import org.jspecify.annotations.NullMarked;

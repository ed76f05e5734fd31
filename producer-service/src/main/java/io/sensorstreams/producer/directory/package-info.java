/**
 * Which CSV files are in the data directory, what is known of them, and how uploads come
 * in.
 */
@NullMarked
package io.sensorstreams.producer.directory;

import org.jspecify.annotations.NullMarked;

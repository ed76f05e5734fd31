/**
 * Reads rows from the text of a CSV file, plain or compressed, forwards and backwards.
 */
@NullMarked
package io.sensorstreams.producer.csv;

import org.jspecify.annotations.NullMarked;

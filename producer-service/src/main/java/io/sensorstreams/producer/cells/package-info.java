/**
 * Splits rows of text into cells and reads the numbers in them, by dialect. Independent
 * of where the text comes from.
 */
@NullMarked
package io.sensorstreams.producer.cells;

import org.jspecify.annotations.NullMarked;

/**
 * Reads the times of rows: formats, zones, and which format and order a file has.
 */
@NullMarked
package io.sensorstreams.producer.time;

import org.jspecify.annotations.NullMarked;

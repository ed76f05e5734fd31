/**
 * Reports what is in a data file: times with gaps, stations, and the range of each
 * column.
 */
@NullMarked
package io.sensorstreams.producer.report;

import org.jspecify.annotations.NullMarked;

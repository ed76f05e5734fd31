/**
 * Shows how the numbers of an output file run over time, with few enough points for a
 * chart.
 */
@NullMarked
package io.sensorstreams.consumer.series;

import org.jspecify.annotations.NullMarked;

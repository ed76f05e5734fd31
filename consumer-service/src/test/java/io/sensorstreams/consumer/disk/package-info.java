/**
 * A simulated disk that keeps apart what is written and what would survive a power cut.
 */
@NullMarked
package io.sensorstreams.consumer.disk;

import org.jspecify.annotations.NullMarked;

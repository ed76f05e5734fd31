/**
 * Which rows lie in a range of event times, and where in a file they are.
 */
@NullMarked
package io.sensorstreams.producer.range;

import org.jspecify.annotations.NullMarked;

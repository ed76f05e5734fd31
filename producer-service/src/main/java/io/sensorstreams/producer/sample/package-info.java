/**
 * Judges what the start of a text of unknown dialect contains.
 */
@NullMarked
package io.sensorstreams.producer.sample;

import org.jspecify.annotations.NullMarked;

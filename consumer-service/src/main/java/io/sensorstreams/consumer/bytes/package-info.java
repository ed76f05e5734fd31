/**
 * Where are the committed bytes of an output file, and how are they read?
 */
@NullMarked
package io.sensorstreams.consumer.bytes;

import org.jspecify.annotations.NullMarked;

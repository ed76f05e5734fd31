/**
 * A simulated object store, whose calls fail, lose their answers, and take effect late.
 */
@NullMarked
package io.sensorstreams.consumer.bucket;

import org.jspecify.annotations.NullMarked;

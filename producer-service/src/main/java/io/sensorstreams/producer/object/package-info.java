/**
 * How is a directory of an object store read and written like one of a disk?
 */
@NullMarked
package io.sensorstreams.producer.object;

import org.jspecify.annotations.NullMarked;

/**
 * The data directory over HTTP: what is in it, and uploads into it.
 */
@NullMarked
package io.sensorstreams.producer.files;

import org.jspecify.annotations.NullMarked;

/**
 * REST API of the data directory: lists files and accepts uploads.
 */
@NullMarked
package io.sensorstreams.producer.files;

import org.jspecify.annotations.NullMarked;

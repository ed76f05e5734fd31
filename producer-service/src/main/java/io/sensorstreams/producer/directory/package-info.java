/**
 * Lists, describes and stores the CSV files of the data directory.
 */
@NullMarked
package io.sensorstreams.producer.directory;

import org.jspecify.annotations.NullMarked;

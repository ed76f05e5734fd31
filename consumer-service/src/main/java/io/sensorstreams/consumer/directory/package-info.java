/**
 * Directories of output files. Answers: whose directory is this, and which names may
 * files have in it?
 */
@NullMarked
package io.sensorstreams.consumer.directory;

import org.jspecify.annotations.NullMarked;

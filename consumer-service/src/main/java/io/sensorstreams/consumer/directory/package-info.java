/**
 * Directories of output files. Answers: to which cluster, topic and disk does a directory
 * belong, and which files may it contain?
 */
@NullMarked
package io.sensorstreams.consumer.directory;

import org.jspecify.annotations.NullMarked;

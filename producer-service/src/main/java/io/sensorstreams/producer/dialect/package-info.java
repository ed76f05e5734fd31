/**
 * Dialects of text files with a row of values in each line. Independent of how rows are
 * read.
 */
@NullMarked
package io.sensorstreams.producer.dialect;

import org.jspecify.annotations.NullMarked;

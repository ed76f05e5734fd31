/**
 * Bytes of text files: character encodings and checksums.
 */
@NullMarked
package io.sensorstreams.producer.text;

import org.jspecify.annotations.NullMarked;

/**
 * Files that are committed as a whole. Answers: where do rows wait until their file is
 * complete, and how does it get its final name?
 */
@NullMarked
package io.sensorstreams.consumer.segment;

import org.jspecify.annotations.NullMarked;

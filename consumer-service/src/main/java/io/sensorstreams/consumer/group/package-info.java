/**
 * Consumer groups. Answers: which groups run, and what can a user start, stop and pause?
 */
@NullMarked
package io.sensorstreams.consumer.group;

import org.jspecify.annotations.NullMarked;

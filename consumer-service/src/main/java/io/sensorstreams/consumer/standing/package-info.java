/**
 * Start of a partition. Answers: where does a partition continue, and which open
 * transactions block it?
 */
@NullMarked
package io.sensorstreams.consumer.standing;

import org.jspecify.annotations.NullMarked;

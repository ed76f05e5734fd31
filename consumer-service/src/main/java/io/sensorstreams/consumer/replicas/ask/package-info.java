/**
 * Requests to other replicas. Answers: what do the others answer, and who does not?
 */
@NullMarked
package io.sensorstreams.consumer.replicas.ask;

import org.jspecify.annotations.NullMarked;

/**
 * The replicas of this service. Answers: who else runs, and where?
 */
@NullMarked
package io.sensorstreams.consumer.replicas;

import org.jspecify.annotations.NullMarked;

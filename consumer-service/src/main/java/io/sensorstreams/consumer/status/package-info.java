/**
 * Status of groups and partitions: REST, health and metrics. Answers: what does each
 * partition do now?
 */
@NullMarked
package io.sensorstreams.consumer.status;

import org.jspecify.annotations.NullMarked;

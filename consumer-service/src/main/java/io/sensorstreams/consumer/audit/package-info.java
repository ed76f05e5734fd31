/**
 * Audits on request and on a schedule. Answers: what is the verdict on all partitions?
 */
@NullMarked
package io.sensorstreams.consumer.audit;

import org.jspecify.annotations.NullMarked;

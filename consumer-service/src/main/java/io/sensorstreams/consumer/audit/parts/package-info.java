/**
 * Parts of an audit that other replicas run. Answers: what is on the disks of the others?
 */
@NullMarked
package io.sensorstreams.consumer.audit.parts;

import org.jspecify.annotations.NullMarked;

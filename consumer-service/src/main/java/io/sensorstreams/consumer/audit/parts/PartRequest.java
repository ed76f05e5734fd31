package io.sensorstreams.consumer.audit.parts;

import java.util.List;

import io.sensorstreams.consumer.replicas.ask.Caller;

/**
 * What other replicas are asked.
 *
 * @param groups groups of the request; all when there are none
 * @param caller whose rights are used
 */
public record PartRequest(List<String> groups, Caller caller) {
}

package io.sensorstreams.producer.run;

import java.time.InstantSource;

import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.producer.definition.StreamTopic;
import io.sensorstreams.producer.publish.Positions;

/**
 * Groups the objects that all runners of this replica share.
 *
 * @param definitions stored definitions of the streams
 * @param positions stored positions and reports of the streams
 * @param opener opens the sources
 * @param properties settings of the streams
 * @param metrics counts acknowledged rows
 * @param clock time of day
 * @param instance name of this replica
 * @param watch watches the threads of the runners
 */
public record RunnerContext(StreamTopic definitions, Positions positions, StreamOpener opener,
        StreamProperties properties, StreamMetrics metrics, InstantSource clock, String instance, LoopWatch watch) {

}

package io.sensorstreams.producer.run;

import java.time.InstantSource;

import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.producer.clock.ClockTopic;
import io.sensorstreams.producer.definition.StreamTopic;
import io.sensorstreams.producer.publish.Positions;

/**
 * What all runners of this replica share.
 *
 * @param instance name of this replica
 */
public record RunnerContext(StreamTopic definitions, ClockTopic clocks, Positions positions, StreamOpener opener,
        StreamProperties properties, StreamMetrics metrics, InstantSource clock, String instance, LoopWatch watch) {

}

package io.sensorstreams.producer.stream;

import java.time.InstantSource;

import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.producer.publish.Positions;

/**
 * What every runner works with.
 *
 * @param definitions what is wanted of the streams
 * @param positions where they stand
 * @param opener opens their sources
 * @param properties how streams run
 * @param metrics counts what is acknowledged
 * @param clock time of day
 * @param instance name of this replica
 * @param watch watches their threads
 */
record RunnerTools(StreamTopic definitions, Positions positions, StreamOpener opener, StreamProperties properties,
        StreamMetrics metrics, InstantSource clock, String instance, LoopWatch watch) {

}

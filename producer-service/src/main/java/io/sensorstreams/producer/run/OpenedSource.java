package io.sensorstreams.producer.run;

import io.sensorstreams.producer.row.Rows;

/**
 * Holds an open source and the number of partitions of the stream's topic.
 *
 * @param rows cursor before the first row to send
 * @param partitions partitions of the topic
 */
record OpenedSource(Rows rows, int partitions) {

}

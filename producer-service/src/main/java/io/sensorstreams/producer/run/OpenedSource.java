package io.sensorstreams.producer.run;

import io.sensorstreams.producer.row.Rows;

/**
 * What a stream needs to run.
 *
 * @param rows cursor before the first row to send
 * @param partitions partitions of the topic
 */
record OpenedSource(Rows rows, int partitions) {

}

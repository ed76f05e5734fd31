package io.sensorstreams.producer.run;

/**
 * Counts what one commit acknowledged of a stream.
 *
 * @param rows rows sent
 * @param bytes bytes of their keys and values
 * @param rejected rows rejected
 * @param deadLetters rejected rows that went to the dead-letter topic
 */
record AcknowledgedCounts(long rows, long bytes, long rejected, long deadLetters) {

}

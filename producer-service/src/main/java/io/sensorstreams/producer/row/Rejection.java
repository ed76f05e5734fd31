package io.sensorstreams.producer.row;

/**
 * A row that cannot be sent.
 *
 * @param raw bytes of the row as they are in the file, without the line end
 * @param line number of the line where the row begins, from 1, including the header line
 */
public record Rejection(byte[] raw, String file, long line, String reason) {

}

package io.sensorstreams.producer.row;

/**
 * A row that cannot be sent.
 *
 * @param raw the row's bytes as they stand in the file, without the line's end
 * @param file name of the file
 * @param line line of the file where the row begins, from 1, the header line included
 * @param reason what is wrong with it, one sentence
 */
public record Rejection(byte[] raw, String file, long line, String reason) {

}

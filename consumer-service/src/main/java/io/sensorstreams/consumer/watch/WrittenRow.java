package io.sensorstreams.consumer.watch;

import org.jspecify.annotations.Nullable;

/**
 * A row that was written to a file and committed, as a watcher sees it.
 *
 * @param row identity of the row, such as {@code air/1/4711}; null if the record has none
 * @param line number of the line in the file; a header is line 1, and a cell with line
 * breaks counts as one line
 * @param text the line, without its line end
 */
record WrittenRow(String topic, int partition, long offset, @Nullable String row, String file, long line, String text) {

}

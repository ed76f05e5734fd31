package io.sensorstreams.launcher;

import org.jspecify.annotations.Nullable;

/**
 * What the producer-service tells of a stream.
 *
 * @param rowsTotal rows in one pass; {@code null} when not known
 * @param lastError {@code null} when there was none
 */
record StreamView(String name, String topic, State state, long run, long rowsAcked, long rowsRejected,
        @Nullable Long rowsTotal, double ratePerSecond, @Nullable String lastError) {

    enum State {

        STOPPED, RUNNING, PAUSED, COMPLETED, FAILED

    }

    long rowsDone() {
        return this.rowsAcked + this.rowsRejected;
    }

}

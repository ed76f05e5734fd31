package io.sensorstreams.launcher.view;

import org.jspecify.annotations.Nullable;

/**
 * State of a stream, as the producer-service reports it.
 *
 * @param rowsTotal rows in one pass; {@code null} when unknown
 * @param lastError {@code null} when there was no error
 * @param unsunk whether no sink is known for its topic; {@code null} when unknown
 */
public record StreamView(String name, String topic, State state, long run, long rowsAcked, long rowsRejected,
        @Nullable Long rowsTotal, double ratePerSecond, @Nullable String lastError, @Nullable Boolean unsunk) {

    public enum State {

        STOPPED, RUNNING, PAUSED, COMPLETED, FAILED

    }

    public long rowsDone() {
        return this.rowsAcked + this.rowsRejected;
    }

}

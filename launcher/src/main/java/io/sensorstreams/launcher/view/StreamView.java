package io.sensorstreams.launcher.view;

import org.jspecify.annotations.Nullable;

/**
 * What the producer-service tells of a stream.
 *
 * @param rowsTotal rows in one pass; {@code null} when not known
 * @param lastError {@code null} when there was none
 * @param unsunk whether no sink is known for its topic; {@code null} when nobody knows
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

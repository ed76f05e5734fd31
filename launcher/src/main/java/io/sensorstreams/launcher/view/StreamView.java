package io.sensorstreams.launcher.view;

import java.time.Duration;
import java.util.Optional;

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

    /**
     * Returns the completed part, from 0 to 1; empty when the number of rows is unknown.
     */
    public Optional<Double> fraction() {
        if (this.state == State.COMPLETED) {
            return Optional.of(1.0);
        }
        return (this.rowsTotal != null && this.rowsTotal > 0)
                ? Optional.of(Math.min(1.0, (double) rowsDone() / this.rowsTotal)) : Optional.empty();
    }

    public Optional<Duration> timeLeft() {
        if (this.state == State.COMPLETED) {
            return Optional.of(Duration.ZERO);
        }
        if (this.rowsTotal == null || this.ratePerSecond <= 0) {
            return Optional.empty();
        }
        double seconds = Math.max(0, this.rowsTotal - rowsDone()) / this.ratePerSecond;
        return Optional.of(Duration.ofSeconds((long) Math.ceil(seconds)));
    }

}

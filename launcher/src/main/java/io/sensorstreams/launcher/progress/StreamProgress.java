package io.sensorstreams.launcher.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

import io.sensorstreams.launcher.view.StreamView;

/**
 * Progress of one stream.
 *
 * @param stream state that the producer-service reports
 * @param lag rows of its topic that are not in files yet, including those of other
 * streams; empty when unknown
 */
public record StreamProgress(StreamView stream, OptionalLong lag) {

    /**
     * Returns the completed part, from 0 to 1; empty when the number of rows is unknown.
     */
    Optional<Double> fraction() {
        if (this.stream.state() == StreamView.State.COMPLETED) {
            return Optional.of(1.0);
        }
        Long total = this.stream.rowsTotal();
        return (total != null && total > 0) ? Optional.of(Math.min(1.0, (double) this.stream.rowsDone() / total))
                : Optional.empty();
    }

    Optional<Duration> timeLeft() {
        if (this.stream.state() == StreamView.State.COMPLETED) {
            return Optional.of(Duration.ZERO);
        }
        Long total = this.stream.rowsTotal();
        if (total == null || this.stream.ratePerSecond() <= 0) {
            return Optional.empty();
        }
        double seconds = Math.max(0, total - this.stream.rowsDone()) / this.stream.ratePerSecond();
        return Optional.of(Duration.ofSeconds((long) Math.ceil(seconds)));
    }

}

package io.sensorstreams.launcher.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

import io.sensorstreams.launcher.view.StreamView;

/**
 * How far one stream is.
 *
 * @param stream what the producer-service tells
 * @param lag rows of its topic not yet in files, of other streams too; empty when not
 * known
 */
public record StreamProgress(StreamView stream, OptionalLong lag) {

    /** Part that is done, 0 to 1; empty when the end is not known. */
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

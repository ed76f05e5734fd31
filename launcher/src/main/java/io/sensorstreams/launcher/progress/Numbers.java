package io.sensorstreams.launcher.progress;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Formats numbers and times for the user. */
public final class Numbers {

    private Numbers() {
    }

    /** Formats a number with separators, such as {@code 44,640}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Formats a time: {@code 59 s}, {@code 12 min}, {@code 3 h 5 min}, {@code -}. */
    public static String span(Optional<Duration> span) {
        return span.map((known) -> {
            if (known.toSeconds() < 120) {
                return known.toSeconds() + " s";
            }
            return (known.toMinutes() < 120) ? known.toMinutes() + " min"
                    : known.toHours() + " h " + known.toMinutesPart() + " min";
        }).orElse("-");
    }

    /** Formats a time exactly: {@code 90 s}, {@code 500 ms}. */
    public static String exact(Duration span) {
        return (span.toMillis() % 1000 == 0) ? span.toSeconds() + " s" : span.toMillis() + " ms";
    }

}

package io.sensorstreams.common.json;

import java.time.Duration;

import io.sensorstreams.fuzz.Verify;

/** Durations in requests. */
public final class Durations {

    private Durations() {
    }

    /** A duration is the same one after it was written and read. */
    public static void check(String text) {
        Duration duration;
        try {
            duration = DurationJson.parse(text);
        }
        catch (IllegalArgumentException e) {
            return;
        }
        Verify.equal(DurationJson.parse(DurationJson.format(duration)), duration, "duration '" + text + "'");
    }

}

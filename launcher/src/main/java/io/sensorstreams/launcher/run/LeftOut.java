package io.sensorstreams.launcher.run;

import java.util.ArrayList;
import java.util.List;

import io.sensorstreams.launcher.progress.Screen;

/** Collects the files that are not sent, each with its reason and remedy. */
final class LeftOut {

    private final List<String> reasons;

    private int refused;

    /** The oddities are not part of the run: their names are not valid for a stream. */
    LeftOut(List<String> oddities) {
        this.reasons = new ArrayList<>(oddities);
    }

    /** Adds a file of the run whose stream was not started. */
    void add(String reason) {
        this.reasons.add(reason);
        this.refused++;
    }

    /**
     * Prints the files that were left out.
     * @param code exit code of the verdict on the files that were sent
     * @return not 0 when a file of the run was not sent
     */
    int say(Screen screen, int code) {
        this.reasons.forEach(screen::say);
        if (this.refused > 0) {
            screen.say("Not everything was sent: " + this.refused + " of the planned streams did not start");
            return Math.max(code, Run.NOT_CLEAN);
        }
        return code;
    }

    @Override
    public String toString() {
        return String.join("; ", this.reasons);
    }

}

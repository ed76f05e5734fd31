package io.sensorstreams.launcher.run;

import java.util.LinkedHashMap;
import java.util.Map;

import io.sensorstreams.launcher.plan.StreamPlans;
import io.sensorstreams.launcher.progress.Screen;

/** Collects the files that are not sent. Prints the reason of each once. */
final class LeftOut {

    private final Screen screen;

    private final Map<String, String> otherFormats;

    private final Map<String, String> notStarted;

    private Map<String, String> failed = Map.of();

    private Map<String, String> arrived = Map.of();

    LeftOut(Screen screen, StreamPlans plans) {
        this.screen = screen;
        this.otherFormats = plans.otherFormats();
        this.notStarted = new LinkedHashMap<>(plans.leftOut());
    }

    /** Prints the reasons that are known before the start. */
    void sayPlanned() {
        this.notStarted.values().forEach(this::print);
        this.otherFormats.values().forEach(this::print);
    }

    /** Adds a CSV file whose stream cannot start. The reason has the remedy. */
    void add(String file, String reason) {
        this.notStarted.put(file, reason);
        print(reason);
    }

    /** Sets the files that arrived while the directory is watched and have no stream. */
    void arrived(Map<String, String> files) {
        Map<String, String> news = new LinkedHashMap<>(files);
        news.keySet().removeAll(this.notStarted.keySet());
        news.keySet().removeAll(this.otherFormats.keySet());
        news.forEach((file, reason) -> {
            if (!reason.equals(this.arrived.get(file))) {
                print(reason);
            }
        });
        this.arrived = news;
    }

    /** Sets the files whose streams have failed. A user may start such a stream again. */
    void failed(Map<String, String> failures) {
        failures.forEach((file, reason) -> {
            if (!reason.equals(this.failed.get(file))) {
                print(reason);
            }
        });
        this.failed = failures;
    }

    /** Returns the reasons, by file. */
    Map<String, String> reasons() {
        Map<String, String> reasons = new LinkedHashMap<>(this.notStarted);
        reasons.putAll(this.arrived);
        reasons.putAll(this.failed);
        return reasons;
    }

    /** Returns the names of the files, to be printed. */
    String files() {
        return printable(String.join(", ", reasons().keySet()));
    }

    /**
     * Prints the files that were left out.
     * @param code exit code of the verdict on the files that were sent
     * @return not 0 when a CSV file was left out
     */
    int say(int code) {
        if (!this.otherFormats.isEmpty()) {
            print("Not sent, because they are not CSV files: " + String.join(", ", this.otherFormats.keySet()));
        }
        String files = files();
        if (files.isEmpty()) {
            return code;
        }
        print("Not everything was sent. Left out, each with its reason above: " + files);
        return Math.max(code, Run.NOT_CLEAN);
    }

    private void print(String line) {
        this.screen.say(printable(line));
    }

    /** Names of files may have control characters. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

}

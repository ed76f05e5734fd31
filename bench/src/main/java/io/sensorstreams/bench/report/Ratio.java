package io.sensorstreams.bench.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Optional;

/**
 * Ratio of two figures.
 *
 * @param name such as {@code producer-vs-kcat}
 * @param value empty when one of the figures was not measured
 * @param goal required value
 * @param atMost whether the goal is an upper limit, as for latency
 */
public record Ratio(String name, Optional<Double> value, double goal, boolean atMost) {

    public static Ratio atLeast(String name, Optional<Double> value, double goal) {
        return new Ratio(name, value, goal, false);
    }

    public static Ratio atMost(String name, Optional<Double> value, double goal) {
        return new Ratio(name, value, goal, true);
    }

    boolean isReached() {
        return this.value.filter((reached) -> this.atMost ? reached <= this.goal : reached >= this.goal).isPresent();
    }

    String number() {
        return this.value.map((reached) -> String.format(Locale.ROOT, "%.2f", reached)).orElse("n/a");
    }

    /** Returns the goal in words, such as {@code at least 0.97}. */
    String limit() {
        DecimalFormat number = new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT));
        return (this.atMost ? "at most " : "at least ") + number.format(this.goal);
    }

    /** Returns one line for programs: {@code RATIO producer-vs-kcat 1.07}. */
    String line() {
        return "RATIO " + this.name + " " + number();
    }

}

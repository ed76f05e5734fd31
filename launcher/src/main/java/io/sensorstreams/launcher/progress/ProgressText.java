package io.sensorstreams.launcher.progress;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import io.sensorstreams.launcher.view.StreamView;

/** Formats progress: a table for a terminal, one plain line for a pipe. */
final class ProgressText {

    private static final int BAR = 20;

    private ProgressText() {
    }

    static List<String> table(Progress progress) {
        TextTable table = new TextTable("stream", "progress", "rows", "rows/s", "topic lag", "left");
        for (StreamView stream : progress.streams()) {
            table.add(stream.name(), state(stream), rows(stream), Numbers.count(Math.round(stream.ratePerSecond())),
                    stream.topic() + " " + lag(progress.lag(stream.topic())), Numbers.span(stream.timeLeft()));
        }
        return table.lines();
    }

    static String line(Progress progress) {
        String streams = progress.streams()
            .stream()
            .map((stream) -> stream.name() + " " + rows(stream) + " " + percent(stream))
            .collect(Collectors.joining(", "));
        double rate = progress.streams().stream().mapToDouble(StreamView::ratePerSecond).sum();
        return streams + "; " + Numbers.count(Math.round(rate)) + " rows/s, lag " + lag(progress.lag()) + ", "
                + Numbers.span(timeLeft(progress)) + " left";
    }

    private static String state(StreamView stream) {
        String suffix = switch (stream.state()) {
            case STOPPED, PAUSED, FAILED -> " " + stream.state().name().toLowerCase(Locale.ROOT);
            case RUNNING, COMPLETED -> "";
        };
        int full = (int) (stream.fraction().orElse(0.0) * BAR);
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "] " + percent(stream) + suffix;
    }

    private static String percent(StreamView stream) {
        return stream.fraction().map((part) -> String.format(Locale.ROOT, "%3d%%", (int) (part * 100))).orElse("   -");
    }

    private static String rows(StreamView stream) {
        String done = Numbers.count(stream.rowsDone());
        Long total = stream.rowsTotal();
        return (total != null) ? done + "/" + Numbers.count(total) : done;
    }

    private static String lag(OptionalLong lag) {
        return lag.isPresent() ? Numbers.count(lag.getAsLong()) : "-";
    }

    /** Returns the longest time left; empty when one of them is unknown. */
    private static Optional<Duration> timeLeft(Progress progress) {
        List<Optional<Duration>> all = progress.streams().stream().map(StreamView::timeLeft).toList();
        return all.contains(Optional.<Duration>empty()) ? Optional.empty()
                : all.stream().flatMap(Optional::stream).max(Comparator.naturalOrder());
    }

}

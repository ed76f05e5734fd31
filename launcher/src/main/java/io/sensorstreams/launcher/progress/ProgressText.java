package io.sensorstreams.launcher.progress;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import io.sensorstreams.launcher.text.Numbers;
import io.sensorstreams.launcher.text.TextTable;
import io.sensorstreams.launcher.view.PartitionView;
import io.sensorstreams.launcher.view.StreamView;

/** Formats progress: a table for a terminal, one plain line for a pipe. */
final class ProgressText {

    private static final int BAR = 20;

    private ProgressText() {
    }

    static List<String> table(Progress progress) {
        TextTable table = new TextTable("stream", "progress", "rows", "rows/s", "topic lag", "left");
        for (StreamProgress stream : progress.streams()) {
            table.add(stream.stream().name(), state(stream), rows(stream.stream()),
                    Numbers.count(Math.round(stream.stream().ratePerSecond())),
                    stream.stream().topic() + " " + lag(stream.lag()), Numbers.span(stream.timeLeft()));
        }
        return table.lines();
    }

    static String line(Progress progress) {
        String streams = progress.streams()
            .stream()
            .map((stream) -> stream.stream().name() + " " + rows(stream.stream()) + " " + percent(stream))
            .collect(Collectors.joining(", "));
        return streams + "; " + Numbers.count(Math.round(rate(progress))) + " rows/s, lag " + lag(totalLag(progress))
                + ", " + Numbers.span(timeLeft(progress)) + " left";
    }

    private static String state(StreamProgress progress) {
        StreamView.State state = progress.stream().state();
        String suffix = switch (state) {
            case STOPPED, PAUSED, FAILED -> " " + state.name().toLowerCase(Locale.ROOT);
            case RUNNING, COMPLETED -> "";
        };
        return bar(progress.fraction().orElse(0.0)) + " " + percent(progress) + suffix;
    }

    private static String bar(double fraction) {
        int full = (int) (fraction * BAR);
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
    }

    private static String percent(StreamProgress progress) {
        return progress.fraction()
            .map((part) -> String.format(Locale.ROOT, "%3d%%", (int) (part * 100)))
            .orElse("   -");
    }

    private static String rows(StreamView stream) {
        String done = Numbers.count(stream.rowsDone());
        Long total = stream.rowsTotal();
        return (total != null) ? done + "/" + Numbers.count(total) : done;
    }

    private static double rate(Progress progress) {
        return progress.streams().stream().mapToDouble((stream) -> stream.stream().ratePerSecond()).sum();
    }

    private static OptionalLong totalLag(Progress progress) {
        boolean unknown = progress.partitions().isEmpty()
                || progress.partitions().stream().anyMatch((view) -> view.lag() == null);
        return unknown ? OptionalLong.empty()
                : OptionalLong.of(progress.partitions()
                    .stream()
                    .map(PartitionView::lag)
                    .mapToLong((lag) -> (lag != null) ? lag : 0)
                    .sum());
    }

    private static String lag(OptionalLong lag) {
        return lag.isPresent() ? Numbers.count(lag.getAsLong()) : "-";
    }

    /**
     * Returns the longest time left of all streams; empty when one of them is unknown.
     */
    private static Optional<Duration> timeLeft(Progress progress) {
        List<Optional<Duration>> all = progress.streams().stream().map(StreamProgress::timeLeft).toList();
        return all.contains(Optional.<Duration>empty()) ? Optional.empty()
                : all.stream().flatMap(Optional::stream).max(Comparator.naturalOrder());
    }

}

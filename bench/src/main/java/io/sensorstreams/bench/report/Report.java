package io.sensorstreams.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Collects all figures and ratios, in the order of the measurements. */
public final class Report {

    private static final int SMALL = 100;

    private final List<Figure> figures = new ArrayList<>();

    private final List<Ratio> ratios = new ArrayList<>();

    public void add(Figure figure) {
        this.figures.add(figure);
    }

    public void add(String part, String name, String unit, String remark, double... values) {
        add(new Figure(part, name, unit, Series.of(values), remark));
    }

    public void add(Ratio ratio) {
        this.ratios.add(ratio);
    }

    public List<Figure> figures() {
        return List.copyOf(this.figures);
    }

    /**
     * Divides one figure by another in each round and returns the median.
     * @return empty when one of the figures was not measured
     */
    public Optional<Double> quotient(String part, String name, String other) {
        Optional<Series> divisor = series(part, other);
        return series(part, name).flatMap((series) -> divisor.map((by) -> series.over(by).median()));
    }

    /** Returns the name with the lowest median; empty when none was measured. */
    public Optional<String> lowest(String part, List<String> names) {
        return this.figures.stream()
            .filter((figure) -> figure.part().equals(part) && names.contains(figure.name()))
            .min(Comparator.comparingDouble((figure) -> figure.series().median()))
            .map(Figure::name);
    }

    private Optional<Series> series(String part, String name) {
        return this.figures.stream()
            .filter((figure) -> figure.part().equals(part) && figure.name().equals(name))
            .map(Figure::series)
            .findFirst();
    }

    public List<String> markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("| part | what | median | lowest to highest | unit | how |");
        lines.add("|---|---|---:|---:|---|---|");
        this.figures.stream().map(Report::row).forEach(lines::add);
        if (!this.ratios.isEmpty()) {
            lines.add("");
            lines.add("| ratio | reached | goal | |");
            lines.add("|---|---:|---:|---|");
            this.ratios.stream().map(Report::row).forEach(lines::add);
        }
        return lines;
    }

    private static String row(Figure figure) {
        Series series = figure.series();
        String range = number(series.lowest()) + " to " + number(series.highest());
        return "| " + String.join(" | ", figure.part(), figure.name(), number(series.median()),
                (series.values().size() > 1) ? range : "", figure.unit(), figure.remark()) + " |";
    }

    private static String row(Ratio ratio) {
        return "| " + String.join(" | ", ratio.name(), ratio.number(), ratio.limit(),
                ratio.isReached() ? "reached" : "**not reached**") + " |";
    }

    public static double perSecond(long rows, long nanos) {
        return (double) rows * TimeUnit.SECONDS.toNanos(1) / nanos;
    }

    public static String number(double value) {
        return String.format(Locale.ROOT, (Math.abs(value) < SMALL) ? "%.2f" : "%,.0f", value);
    }

    public List<String> ratioLines() {
        return this.ratios.stream().map(Ratio::line).toList();
    }

}

package io.sensorstreams.consumer.series;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.web.problem.InvalidParameterException;
import io.sensorstreams.consumer.files.CommittedFile;
import io.sensorstreams.consumer.files.FileContent;
import org.jspecify.annotations.Nullable;

/**
 * Reads the series of one file. Owned by one thread.
 */
final class SeriesReading {

    /** Rows at the start that decide which columns are numbers and times. */
    private static final int HEAD_ROWS = 1_000;

    private final SeriesRequest request;

    private final CommittedFile file;

    private final LedgerEntry entry;

    private final ReadPlan plan;

    private final ColumnKinds kinds = new ColumnKinds();

    private final TimeColumns times = new TimeColumns();

    /**
     * Creates the reader.
     * @param plan how much is read
     */
    SeriesReading(SeriesRequest request, CommittedFile file, ReadPlan plan) {
        this.request = request;
        this.file = file;
        this.entry = file.entry();
        this.plan = plan;
    }

    /**
     * Reads the file.
     * @throws InvalidParameterException when the file has no such column
     */
    SeriesView read() throws IOException {
        try (FileContent content = this.file.open()) {
            FileLines lines = new FileLines(content, this.entry.rows(), this.file.isCsv(), this.plan);
            this.kinds.addColumns(lines.columns());
            lines.visitHead(HEAD_ROWS, (row, place) -> {
                this.kinds.add(row);
                this.times.add(row);
            });
            String x = "".equals(this.request.x()) ? null : this.times.find(this.request.x());
            List<String> columns = columns(x);
            RowPoints points = points(lines, columns, x);
            checkKnown(columns);
            return view(x, columns, points, lines.isSampled());
        }
    }

    private List<String> columns(@Nullable String x) {
        List<String> named = this.request.names(this.kinds);
        return !named.isEmpty() ? named
                : this.kinds.numeric().stream().filter((column) -> !column.equals(x)).limit(1).toList();
    }

    /**
     * Reads the rows. The first rows may leave open whether dates begin with the day or
     * with the month. When later rows contradict the first guess, the next one is tried.
     */
    private RowPoints points(FileLines lines, List<String> columns, @Nullable String x) throws IOException {
        if (x == null) {
            return points(lines, columns, null, null);
        }
        RowPoints best = null;
        for (Axis.Kind kind : this.times.kindsOf(x)) {
            RowPoints points = points(lines, columns, x, new Axis(kind));
            if (best == null || points.leftOut() < best.leftOut()) {
                best = points;
            }
            if (best.leftOut() == 0) {
                break;
            }
        }
        return Objects.requireNonNull(best);
    }

    private RowPoints points(FileLines lines, List<String> columns, @Nullable String x, @Nullable Axis axis)
            throws IOException {
        RowPoints points = new RowPoints(this.entry.rows(), this.request.points(), columns, lines.isSampled(), x, axis);
        lines.visit((row, place) -> {
            this.kinds.add(row);
            points.add(row, place);
        });
        return points;
    }

    /** A file of JSON Lines may have a column in its last row only. */
    private void checkKnown(List<String> columns) {
        String named = this.request.x();
        if (this.entry.rows() == 0 && !this.file.isCsv()) {
            return;
        }
        if (named != null && !named.isEmpty()) {
            checkKnown("x", named);
        }
        columns.forEach((column) -> checkKnown("columns", column));
    }

    private void checkKnown(String parameter, String column) {
        if (!this.kinds.has(column)) {
            throw new InvalidParameterException(parameter,
                    "names the column '" + column + "', which " + this.entry.file() + " does not have");
        }
    }

    private SeriesView view(@Nullable String x, List<String> columns, RowPoints rows, boolean sampled) {
        Thinning points = rows.end();
        return new SeriesView(x, this.kinds.numeric(), columns, points.positions(),
                IntStream.range(0, columns.size()).mapToObj(points::values).toList(), this.entry.rows(), sampled,
                rows.leftOut());
    }

}

package io.sensorstreams.consumer.series;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.files.CommittedFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads the series of one file. Owned by one thread.
 */
final class SeriesReading {

    /** Rows at the start that decide about columns that the request does not name. */
    private static final int HEAD_ROWS = 1_000;

    private final SeriesRequest request;

    private final CommittedFile file;

    private final LedgerEntry entry;

    private final ReadPlan plan;

    private final Axis axis = new Axis();

    private final ColumnKinds kinds = new ColumnKinds();

    private @Nullable String x;

    /**
     * Creates the reader.
     * @param plan how much is read
     */
    SeriesReading(SeriesRequest request, CommittedFile file, ReadPlan plan) {
        this.request = request;
        this.file = file;
        this.entry = file.entry();
        this.plan = plan;
        this.x = request.x();
    }

    /**
     * Reads the file.
     * @throws InvalidParameterException when the file has no such column
     */
    SeriesView read() throws IOException {
        try (FileChannel channel = FileChannel.open(this.file.path(), StandardOpenOption.READ,
                LinkOption.NOFOLLOW_LINKS)) {
            FileLines lines = new FileLines(channel, this.entry, this.file.isCsv(), this.plan);
            this.kinds.addColumns(lines.columns());
            lines.visitHead(HEAD_ROWS, (row, place) -> look(row));
            String timeColumn = (this.axis.kind() != Axis.Kind.OTHER) ? this.x : null;
            List<String> columns = columns(timeColumn);
            RowPoints points = new RowPoints(this.entry.rows(), this.request.points(), columns, lines.isSampled());
            points.useTimes(timeColumn, this.axis);
            lines.visit((row, place) -> {
                this.kinds.add(row);
                points.add(row, place);
            });
            checkKnown();
            return view(timeColumn, columns, points.end(), lines.isSampled());
        }
    }

    private List<String> columns(@Nullable String timeColumn) {
        if (!this.request.columns().isEmpty()) {
            return this.request.columns();
        }
        return this.kinds.numeric().stream().filter((column) -> !column.equals(timeColumn)).limit(1).toList();
    }

    /** Looks for the column of times, and for numeric columns, in the first rows. */
    private void look(Lines row) {
        this.kinds.add(row);
        List<String> columns = row.columns();
        if (this.request.x() != null) {
            lookForTime(row, columns.indexOf(this.request.x()), true);
            return;
        }
        for (int i = 0; i < columns.size() && this.axis.kind() == Axis.Kind.OTHER; i++) {
            lookForTime(row, i, columns.get(i).equalsIgnoreCase("time"));
            this.x = columns.get(i);
        }
    }

    private void lookForTime(Lines row, int cell, boolean numbers) {
        if (this.axis.kind() == Axis.Kind.OTHER && cell >= 0 && row.start(cell) < row.end(cell)) {
            this.axis.use(this.axis.kindOf(row.bytes(cell), row.start(cell), row.end(cell), numbers));
        }
    }

    /** A file of JSON Lines may have a column in its last row only. */
    private void checkKnown() {
        String named = this.request.x();
        if (this.entry.rows() == 0 && !this.file.isCsv()) {
            return;
        }
        if (named != null && !named.isEmpty()) {
            checkKnown("x", named);
        }
        this.request.columns().forEach((column) -> checkKnown("columns", column));
    }

    private void checkKnown(String parameter, String column) {
        if (!this.kinds.has(column)) {
            throw new InvalidParameterException(parameter,
                    "names the column '" + column + "', which " + this.entry.file() + " does not have");
        }
    }

    private SeriesView view(@Nullable String timeColumn, List<String> columns, Thinning points, boolean sampled) {
        return new SeriesView(timeColumn, this.kinds.numeric(), columns, points.positions(),
                IntStream.range(0, columns.size()).mapToObj(points::values).toList(), this.entry.rows(), sampled);
    }

}

package io.sensorstreams.producer.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds which lines of a text are names, units, comments and other text. What is not
 * clear is a header line with rows below it.
 */
public final class Layout {

    private static final List<String> COMMENTS = List.of(Separation.COMMENT, "//", "%", "!", ";");

    private static final List<String> ANNOTATIONS = List.of("#datatype", "#group", "#default");

    private static final int MAX_UNITS = 2;

    /** Rows, with that of the units, without which units are not clear. */
    private static final int FEWEST_ROWS = 3;

    private final int width;

    private final String delimiter;

    /** Rows that are not comments, from the header line on. */
    private List<SampleRow> rows;

    private int skipLines;

    private boolean header = true;

    private List<String> columns = List.of();

    private int unitsRows;

    private String comment = "";

    private final List<String> alternatives = new ArrayList<>();

    /**
     * Finds the layout.
     * @param declared whether the first line declares the delimiter
     */
    public Layout(Separation separation, boolean declared) {
        this.width = separation.width();
        this.delimiter = String.valueOf(separation.delimiter());
        this.rows = separation.rows();
        if (declared) {
            this.rows = below(1);
        }
        if (!this.rows.isEmpty() && !findLoggerFile()) {
            findComments();
            findHeader();
            findUnits();
        }
    }

    public int skipLines() {
        return this.skipLines;
    }

    public boolean header() {
        return this.header;
    }

    public List<String> columns() {
        return this.columns;
    }

    /** Lines, with the blank ones between the names and the last units. */
    public int unitLines() {
        return (this.unitsRows == 0) ? 0 : this.rows.get(this.unitsRows).line() - this.rows.get(0).line();
    }

    public String comment() {
        return this.comment;
    }

    /** Other ways to read the text, as sentences for users. */
    public List<String> alternatives() {
        return List.copyOf(this.alternatives);
    }

    /** The row with the names, if there is one, and the rows of values. */
    public List<SampleRow> rows() {
        return this.rows;
    }

    public List<SampleRow> values() {
        int before = (this.header ? 1 : 0) + this.unitsRows;
        return below(before);
    }

    private List<SampleRow> below(int index) {
        return this.rows.subList(Math.min(index, this.rows.size()), this.rows.size());
    }

    /** Files of Campbell's loggers tell their format in the first cell. */
    private boolean findLoggerFile() {
        String format = this.rows.get(0).text(0);
        boolean units = format.equals("TOA5");
        if (this.rows.size() < 2 || this.rows.get(0).size() < 3 || !(units || format.equals("TOACI1"))) {
            return false;
        }
        beginAt(1);
        int last = Math.min(MAX_UNITS, this.rows.size() - 1);
        this.unitsRows = units ? last : 0;
        return true;
    }

    private void beginAt(int index) {
        if (index > 0) {
            this.skipLines = this.rows.get(index).line();
            this.rows = below(index);
        }
    }

    private void findComments() {
        for (String sign : COMMENTS) {
            List<SampleRow> body = this.rows.stream().filter((row) -> !row.beginsWith(sign)).toList();
            if (!sign.equals(this.delimiter) && !body.isEmpty() && body.size() < this.rows.size()
                    && areComments(sign, body)) {
                this.comment = sign;
                takeNames(sign, body);
                this.rows = body;
                return;
            }
        }
    }

    private boolean areComments(String sign, List<SampleRow> body) {
        int first = this.rows.indexOf(body.get(0));
        List<SampleRow> top = this.rows.subList(0, first);
        List<SampleRow> later = this.rows.stream().skip(first).filter((row) -> row.beginsWith(sign)).toList();
        if (later.stream().anyMatch((row) -> row.size() == this.width && !isRemark(row, sign))) {
            return false;
        }
        List<SampleRow> even = this.rows.stream()
            .skip(first)
            .filter((row) -> row.size() == this.width && !ANNOTATIONS.contains(row.text(0)))
            .toList();
        if (even.stream().filter((row) -> row.beginsWith(sign)).count() * 2 >= Math.max(1, even.size())) {
            return false;
        }
        boolean odd = top.stream().anyMatch((row) -> row.size() != this.width);
        if (!sign.equals(Separation.COMMENT)) {
            return odd;
        }
        boolean named = !top.isEmpty() && areNames(body.subList(0, 1), body.subList(1, body.size()));
        return odd || named || !later.isEmpty() || (top.size() > 1 && areNames(top, body));
    }

    private static boolean areNames(List<SampleRow> rows, List<SampleRow> below) {
        Columns columns = Columns.of(below, rows.get(0).size());
        return rows.stream().allMatch(columns::areNamedBy);
    }

    /**
     * Whether a row is no value, although it may have as many cells as a row of values.
     */
    private static boolean isRemark(SampleRow row, String sign) {
        return ANNOTATIONS.contains(row.text(0))
                || (row.beginsWith(sign + " ") && row.text(0).length() > sign.length());
    }

    /** The last comment before the first reading may have the names. */
    private void takeNames(String sign, List<SampleRow> body) {
        int first = this.rows.indexOf(body.get(0));
        if (first > 0 && this.rows.get(first - 1).size() == this.width && this.width > 1
                && isNamed(body, this.rows.get(first - 1))) {
            List<String> names = new ArrayList<>(this.rows.get(first - 1).texts());
            names.set(0, names.get(0).substring(sign.length()).strip());
            this.columns = HeaderNames.valid(names);
            this.header = false;
        }
    }

    private static boolean isNamed(List<SampleRow> body, SampleRow names) {
        List<SampleRow> below = body.subList(1, body.size());
        return Readings.isReading(body.get(0), below)
                || (Readings.mayBeReading(body.get(0), below) && areNames(List.of(names), body));
    }

    private void findHeader() {
        int first = 0;
        while (first < this.rows.size()
                && (this.rows.get(first).size() != this.width || this.rows.get(first).fault())) {
            first++;
        }
        if (!this.header || first == this.rows.size()) {
            return;
        }
        if (first == 0) {
            this.header = !Readings.isReading(this.rows.get(0), below(1));
            if (this.header) {
                joinHeaders();
            }
        }
        else if (Readings.mayBeReading(this.rows.get(first), below(first + 1))) {
            boolean titles = this.rows.subList(0, first).stream().allMatch((row) -> row.size() == 1);
            if (titles && this.width > 1 && !Readings.isReading(this.rows.get(first), below(first + 1))) {
                beginAt(first);
            }
            else {
                findUneven(first);
            }
        }
        else if (isHeader(first)) {
            if (isTable(this.rows.subList(0, first))) {
                this.header = !Readings.isReading(this.rows.get(0), this.rows.subList(1, first));
                int line = this.rows.get(first).line();
                this.alternatives
                    .add("Line " + (line + 1) + " may be the header line: then, skipLines is " + line + ".");
                return;
            }
            beginAt(first);
            joinHeaders();
        }
    }

    /** Whether rows are a header line and readings, not names with their values. */
    private static boolean isTable(List<SampleRow> rows) {
        int width = rows.get(0).size();
        List<SampleRow> even = rows.stream().filter((row) -> row.size() == width && !row.fault()).toList();
        if (width < 2 || even.size() < 2) {
            return false;
        }
        boolean pairs = width == 2 && Columns.of(even, width).kinds().get(0) == CellKind.TEXT
                && even.stream().map((row) -> row.text(0)).distinct().count() == even.size();
        return !pairs && IntStream.range(1, even.size())
            .anyMatch((i) -> Readings.isReading(even.get(i), even.subList(i + 1, even.size())));
    }

    /** Whether a row below other text has the names of those below it. */
    private boolean isHeader(int index) {
        List<SampleRow> below = below(index + 1);
        Columns columns = Columns.of(below, this.width);
        if (columns.typed() == 0) {
            return this.width > 1 && below.size() > 1
                    && this.rows.subList(0, index).stream().allMatch((row) -> row.size() == 1);
        }
        return this.width > 1 && (columns.areNamedBy(this.rows.get(index)) || areUnitsAbove(index, below));
    }

    private boolean areUnitsAbove(int index, List<SampleRow> below) {
        return below.size() > 1 && Units.isUnits(below.get(0)) && !Units.isUnits(this.rows.get(index));
    }

    /** The names of rows with more or fewer cells may be in the row above them. */
    private void findUneven(int first) {
        List<SampleRow> below = below(first).stream().filter((row) -> row.size() == this.width).toList();
        List<String> names = HeaderNames.uneven(this.rows.get(first - 1), below, this.width);
        if (!names.isEmpty()) {
            beginAt(first - 1);
            this.columns = names;
        }
    }

    /** Joins two lines of names, of which the first one begins with blank cells. */
    private void joinHeaders() {
        List<SampleRow> below = below(2);
        if (below.size() < 2 || this.rows.get(0).size() != this.width || this.rows.get(1).size() != this.width) {
            return;
        }
        SampleRow upper = this.rows.get(0);
        SampleRow lower = this.rows.get(1);
        if (!upper.text(0).isEmpty() || lower.text(0).isEmpty()) {
            return;
        }
        Columns columns = Columns.of(below, this.width);
        if (columns.typed() < 2 || !columns.areNamedBy(lower)
                || !Readings.mayBeReading(below.get(0), below.subList(1, below.size()))) {
            return;
        }
        beginAt(1);
        this.columns = HeaderNames.joined(upper, lower);
    }

    private void findUnits() {
        while (this.header && this.unitsRows < MAX_UNITS) {
            List<SampleRow> below = below(1 + this.unitsRows);
            if (below.size() < FEWEST_ROWS || this.width < 2 || below.get(0).size() != this.width
                    || !Units.isUnits(below.get(0))
                    || !Units.areUnitsOf(below.get(0), Columns.of(belowUnits(below), this.width))) {
                return;
            }
            this.unitsRows++;
        }
    }

    /** The rows below one line of units; without a second one. */
    private static List<SampleRow> belowUnits(List<SampleRow> units) {
        int from = (units.size() > 2 && Units.isUnits(units.get(1))) ? 2 : 1;
        return units.subList(from, units.size());
    }

}

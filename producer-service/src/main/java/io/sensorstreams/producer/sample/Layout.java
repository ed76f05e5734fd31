package io.sensorstreams.producer.sample;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

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
                && Readings.isReading(body.get(0), body.subList(1, body.size()))) {
            List<String> names = new ArrayList<>(this.rows.get(first - 1).texts());
            names.set(0, names.get(0).substring(sign.length()).strip());
            this.columns = areDistinct(names) ? names : List.of();
            this.header = false;
        }
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
        boolean reading = Readings.isReading(this.rows.get(first), below(first + 1));
        if (first == 0) {
            this.header = !reading;
            if (!reading) {
                joinHeaders();
            }
        }
        else if (reading) {
            findUneven(first);
        }
        else if (isHeader(first)) {
            beginAt(first);
            joinHeaders();
        }
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

    /**
     * The rows have a delimiter at their end and the header line has none, or the
     * reverse, or the first column has no name.
     */
    private void findUneven(int first) {
        SampleRow names = this.rows.get(first - 1);
        List<SampleRow> below = below(first).stream().filter((row) -> row.size() == this.width).toList();
        List<String> columns = new ArrayList<>(names.texts());
        if (names.fault() || names.size() < 2
                || names.texts().stream().anyMatch((cell) -> CellKind.of(cell).isTyped())) {
            return;
        }
        if (names.size() > this.width && names.texts().stream().skip(this.width).allMatch(String::isEmpty)) {
            columns = columns.subList(0, this.width);
        }
        else if (names.size() < this.width && below.stream()
            .allMatch((row) -> row.texts().stream().skip(names.size()).allMatch(String::isEmpty))) {
            for (int i = names.size(); i < this.width; i++) {
                columns.add("column" + (i + 1));
            }
        }
        else if (names.size() == this.width - 1 && isIndex(below)) {
            columns.add(0, "column1");
        }
        else {
            return;
        }
        if (areDistinct(columns)) {
            beginAt(first - 1);
            this.columns = List.copyOf(columns);
        }
    }

    private static boolean areDistinct(List<String> names) {
        return names.stream().noneMatch(String::isBlank) && new HashSet<>(names).size() == names.size();
    }

    /** Whether the first column numbers the rows. */
    private static boolean isIndex(List<SampleRow> rows) {
        String first = rows.get(0).text(0);
        if (!first.equals("0") && !first.equals("1")) {
            return false;
        }
        int number = Integer.parseInt(first);
        for (SampleRow row : rows) {
            if (!row.text(0).equals(String.valueOf(number))) {
                return false;
            }
            number++;
        }
        return rows.size() > 1;
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
                || !Readings.isReading(below.get(0), below.subList(1, below.size()))) {
            return;
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < this.width; i++) {
            names.add((upper.text(i) + " " + lower.text(i)).strip());
        }
        beginAt(1);
        this.columns = areDistinct(names) ? names : List.of();
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

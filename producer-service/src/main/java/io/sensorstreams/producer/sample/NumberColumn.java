package io.sensorstreams.producer.sample;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts how the numbers of one column are written. Not thread-safe. */
final class NumberColumn {

    private static final String EXPONENT = "([eE][+-]?\\d+)?";

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+" + EXPONENT);

    private static final Pattern POINT = Pattern.compile("[+-]?\\d*\\.\\d*" + EXPONENT);

    private static final Pattern COMMA = Pattern.compile("[+-]?\\d*,\\d*" + EXPONENT);

    /**
     * Such as 1,013: a number with a fraction, or a whole number with groups of digits.
     */
    private static final Pattern UNCLEAR = Pattern.compile("[+-]?[1-9]\\d{0,2}[.,]\\d{3}");

    /** Such as 52,5: a number with a fraction, or two whole numbers. */
    private static final Pattern PAIR = Pattern.compile("(?:0|[1-9]\\d*),(0|[1-9]\\d*)");

    /** Such as 192.168.100.101. */
    private static final Pattern ADDRESS = Pattern.compile("((1?\\d?\\d|2[0-4]\\d|25[0-5])(\\.(?!$)|$)){4}");

    /** One of so many values may be a text. */
    private static final int FEW = 10;

    /** Such as 0056,1: a value and a second one. */
    private static final Pattern CODE = Pattern.compile("[+-]?0\\d+,.*");

    /** Groups of digits, and a fraction. */
    private static final Pattern GROUPED = Pattern
        .compile("[+-]?\\d{1,3}(?:([.,' \u00a0\u202f’])\\d{3})(?:\\1\\d{3})*(?:([.,])\\d+)?");

    private static final int NO_PAIR = -1;

    private int points;

    private int commas;

    private int unclearPoints;

    private int unclearCommas;

    private String decimal = "";

    private String thousands = "";

    private final boolean tolerant;

    /** The first values with a comma, with one point, and with points between groups. */
    private String example = "";

    private String pointExample = "";

    private String groupExample = "";

    private int values;

    private int texts;

    /** Lengths of the second ones of all pairs. */
    private final Set<Integer> pairs = new HashSet<>();

    private boolean codes;

    private boolean mixed;

    private NumberColumn(boolean tolerant) {
        this.tolerant = tolerant;
    }

    /**
     * Counts the numbers of a column.
     * @param tolerant whether a few texts are ignored
     */
    static NumberColumn of(List<SampleRow> rows, int column, int width, boolean tolerant) {
        NumberColumn numbers = new NumberColumn(tolerant);
        for (SampleRow row : rows) {
            if (row.size() == width && !row.fault()) {
                numbers.add(row.text(column));
            }
        }
        return numbers;
    }

    /**
     * Whether each comma is in a number that may have a decimal comma, and there is one.
     */
    static boolean areDecimalCommas(List<SampleRow> rows, int width) {
        boolean some = false;
        for (int i = 0; i < width; i++) {
            int column = i;
            if (rows.stream().anyMatch((row) -> row.size() == width && row.text(column).indexOf(',') >= 0)) {
                if (!of(rows, column, width, false).hasComma()) {
                    return false;
                }
                some = true;
            }
        }
        return some;
    }

    private void add(String text) {
        CellKind kind = CellKind.of(text);
        Matcher group = GROUPED.matcher(text);
        this.values += (kind == CellKind.MISSING) ? 0 : 1;
        if (kind == CellKind.MISSING || WHOLE.matcher(text).matches()) {
            return;
        }
        this.codes |= CODE.matcher(text).matches();
        addExample(text);
        if (kind != CellKind.NUMBER || ADDRESS.matcher(text).matches()) {
            this.texts++;
        }
        else if (UNCLEAR.matcher(text).matches()) {
            this.unclearCommas += (text.indexOf(',') >= 0) ? 1 : 0;
            this.unclearPoints += (text.indexOf('.') >= 0) ? 1 : 0;
        }
        else if (POINT.matcher(text).matches()) {
            this.points++;
        }
        else if (COMMA.matcher(text).matches()) {
            this.commas++;
            Matcher pair = PAIR.matcher(text);
            this.pairs.add(pair.matches() ? pair.end(1) - pair.start(1) : NO_PAIR);
        }
        else if (group.matches() && !group.group(1).equals(group.group(2))) {
            addGrouped(group.group(1), (group.group(2) != null) ? group.group(2) : "");
        }
        else {
            this.texts++;
        }
    }

    private void addExample(String text) {
        if (CellKind.of(text) != CellKind.NUMBER) {
            return;
        }
        if (text.indexOf(',') >= 0) {
            this.example = this.example.isEmpty() ? text : this.example;
        }
        else if (text.indexOf('.') == text.lastIndexOf('.')) {
            this.pointExample = this.pointExample.isEmpty() ? text : this.pointExample;
        }
        else if (GROUPED.matcher(text).matches()) {
            this.groupExample = this.groupExample.isEmpty() ? text : this.groupExample;
        }
    }

    private void addGrouped(String thousands, String decimal) {
        this.mixed |= !this.thousands.isEmpty() && !this.thousands.equals(thousands);
        this.mixed |= !this.decimal.isEmpty() && !decimal.isEmpty() && !this.decimal.equals(decimal);
        this.thousands = thousands;
        this.decimal = decimal.isEmpty() ? this.decimal : decimal;
        this.commas += decimal.equals(",") ? 1 : 0;
    }

    /** Whether values are written in different ways, or are texts. */
    boolean isMixed() {
        return this.mixed || this.codes || (this.tolerant ? this.texts * FEW > this.values : this.texts > 0);
    }

    private boolean hasCommas() {
        return this.commas > 0;
    }

    private boolean hasPoints() {
        return this.points > 0 || this.decimal.equals(".") || this.thousands.equals(",");
    }

    /**
     * Whether the column has numbers with a decimal comma, and others only with groups.
     */
    boolean hasComma() {
        return !isMixed() && hasCommas() && !hasPoints();
    }

    /**
     * Whether the column has numbers with a decimal point, and others only with groups.
     */
    boolean hasPoint() {
        return !isMixed() && hasPoints() && !hasCommas() && !this.thousands.equals(".");
    }

    /** Whether points are before the fraction, or between groups. */
    boolean isUnclearPoint() {
        return !isMixed() && this.unclearPoints > 0 && this.unclearCommas == 0 && !hasCommas() && !hasPoints();
    }

    /**
     * Whether points are between groups, and no number has a fraction. Such values may be
     * texts.
     */
    boolean hasPointGroups() {
        return !this.groupExample.isEmpty() && !hasCommas() && !hasPoints();
    }

    /** Whether some numbers have a decimal comma, and as few or fewer are texts. */
    boolean hasCommasAndTexts() {
        return hasCommas() && !hasPoints() && this.commas >= this.texts;
    }

    /** Whether all values certainly have a decimal comma, or are pairs. */
    boolean isFullOfCommas() {
        return hasComma() && this.commas == this.values;
    }

    /**
     * Whether commas may be between two whole numbers: the fractions of decimal numbers
     * have the same length more often.
     */
    boolean hasPairs() {
        return this.pairs.size() > 1 && !this.pairs.contains(NO_PAIR);
    }

    /** Whether commas are before the fraction, or between groups. */
    boolean isUnclear() {
        return !isMixed() && this.unclearCommas > 0 && this.unclearPoints == 0 && !hasCommas() && !hasPoints();
    }

    /** Whether commas join numbers that are not fractions. */
    boolean hasCodes() {
        return this.codes;
    }

    /** Numbers that certainly have a decimal comma. */
    int commas() {
        return this.commas;
    }

    String thousands() {
        if (!this.thousands.isEmpty()) {
            return this.thousands;
        }
        return (hasComma() && this.unclearPoints > 0) ? "." : (hasPoint() && this.unclearCommas > 0) ? "," : "";
    }

    /** A number with a comma. */
    String example() {
        return this.example;
    }

    /** A number with one point. */
    String pointExample() {
        return this.pointExample;
    }

    /** A number with points between groups. */
    String groupExample() {
        return this.groupExample;
    }

}

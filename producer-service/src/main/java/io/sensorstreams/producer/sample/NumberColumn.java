package io.sensorstreams.producer.sample;

import java.util.List;
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

    /** Such as 0056,1: a value and a second one. */
    private static final Pattern CODE = Pattern.compile("[+-]?0\\d+,.*");

    /** Groups of digits, and a fraction. */
    private static final Pattern GROUPED = Pattern
        .compile("[+-]?\\d{1,3}(?:([.,' \u00a0\u202f’])\\d{3})(?:\\1\\d{3})*(?:([.,])\\d+)?");

    private int points;

    private int commas;

    private int unclearPoints;

    private int unclearCommas;

    private String decimal = "";

    private String thousands = "";

    private String example = "";

    private boolean codes;

    private boolean mixed;

    static NumberColumn of(List<SampleRow> rows, int column, int width) {
        NumberColumn numbers = new NumberColumn();
        for (SampleRow row : rows) {
            if (row.size() == width && !row.fault()) {
                numbers.add(row.text(column));
            }
        }
        return numbers;
    }

    private void add(String text) {
        CellKind kind = CellKind.of(text);
        Matcher group = GROUPED.matcher(text);
        if (kind == CellKind.MISSING || WHOLE.matcher(text).matches()) {
            return;
        }
        this.codes |= CODE.matcher(text).matches();
        if (kind != CellKind.NUMBER || this.codes) {
            this.mixed = true;
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
        }
        else if (group.matches() && !group.group(1).equals(group.group(2))) {
            addGrouped(group.group(1), (group.group(2) != null) ? group.group(2) : "");
        }
        else {
            this.mixed = true;
        }
        if (text.indexOf(',') >= 0 && this.example.isEmpty()) {
            this.example = text;
        }
    }

    private void addGrouped(String thousands, String decimal) {
        this.mixed |= !this.thousands.isEmpty() && !this.thousands.equals(thousands);
        this.mixed |= !this.decimal.isEmpty() && !decimal.isEmpty() && !this.decimal.equals(decimal);
        this.thousands = thousands;
        this.decimal = decimal.isEmpty() ? this.decimal : decimal;
        this.commas += decimal.equals(",") ? 1 : 0;
    }

    private boolean hasCommas() {
        return this.commas > 0 || this.decimal.equals(",") || this.thousands.equals(".");
    }

    private boolean hasPoints() {
        return this.points > 0 || this.decimal.equals(".") || this.thousands.equals(",");
    }

    /**
     * Whether the column has numbers with a decimal comma, and others only with groups.
     */
    boolean hasComma() {
        return !this.mixed && hasCommas() && !hasPoints();
    }

    /**
     * Whether the column has numbers with a decimal point, and others only with groups.
     */
    boolean hasPoint() {
        boolean points = hasPoints() || (this.unclearPoints > 0 && this.unclearCommas == 0);
        return !this.mixed && points && !hasCommas();
    }

    /** Whether commas are before the fraction, or between groups. */
    boolean isUnclear() {
        return !this.mixed && this.unclearCommas > 0 && this.unclearPoints == 0 && !hasCommas() && !hasPoints();
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

}

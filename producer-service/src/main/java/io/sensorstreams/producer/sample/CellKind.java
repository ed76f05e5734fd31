package io.sensorstreams.producer.sample;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the text of a cell looks like. */
public enum CellKind {

    MISSING, NUMBER, TIME, TEXT;

    private static final Set<String> MISSINGS = Set.of("", "-", "--", "---", "----", "nan", "na", "n/a", "n.a.", "null",
            "none", "nil", "mm", "inf", "-inf", "+inf", "infinity", "-infinity", "unavailable", "unknown", "missing",
            "#n/a", "\\n", "?");

    /** Numbers with a decimal point or comma, and with groups of digits. */
    private static final Pattern NUMBERS = Pattern
        .compile("[+-]?(\\d+|\\d{1,3}(([.' \u00a0\u202f’]\\d{3})+|(,\\d{3})+))?([.,]\\d*)?([eE][+-]?\\d{1,3})?");

    private static final String DATE = "(\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}\\.?|\\d{1,2}[-/.]\\d{1,2}[-/.](\\d{4}|\\d{2})"
            + "|\\d{1,2}[-/ ]\\p{L}{3,9}\\.?[-/ ,]+\\d{2,4}|\\p{L}{3,9}\\.? \\d{1,2},? \\d{4})";

    private static final String TIME_OF_DAY = "\\d{1,2}([:.]\\d{2}){1,2}([:.,]\\d{1,9})?( ?[aApP]\\.?([mM]\\.?)?)?"
            + "( ?(Z|UTC|GMT|[+-]\\d{2}:?\\d{2}|[+-]\\d{2}))?";

    private static final Pattern TIMES = Pattern
        .compile(DATE + "|(" + DATE + "(T|,? |-|_))?" + TIME_OF_DAY + "|\\d{8}[T_ -]?\\d{4,6}Z?");

    /** Seconds, milli-, micro- or nanoseconds since 1970, from 2001 to 2033 or later. */
    private static final Pattern EPOCHS = Pattern.compile("1\\d{9}(\\.\\d+)?|1\\d{12}|1\\d{15}|1\\d{18}");

    public static CellKind of(String text) {
        String shown = text.strip();
        if (MISSINGS.contains(shown.toLowerCase(Locale.ROOT))) {
            return MISSING;
        }
        if (isNumber(shown)) {
            return NUMBER;
        }
        return (shown.length() <= 50 && TIMES.matcher(shown).matches()) ? TIME : TEXT;
    }

    private static boolean isNumber(String text) {
        return text.length() <= 50 && text.chars().anyMatch(CellKind::isDigit) && NUMBERS.matcher(text).matches();
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isEpoch(String text) {
        return EPOCHS.matcher(text).matches();
    }

    public boolean isTyped() {
        return this == NUMBER || this == TIME;
    }

}

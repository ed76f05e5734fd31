package io.sensorstreams.producer.sample;

import java.util.List;

/**
 * How the cells of a text are quoted.
 *
 * @param quote as in a dialect
 * @param escape as in a dialect
 * @param separation the rows that are split so
 * @param alternatives other ways to read the text, as sentences for users
 */
public record Quoting(String quote, String escape, Separation separation, List<String> alternatives) {

    private static final String BACKSLASH = "\\";

    /** Looks for another way to quote when rows break the rules. */
    public static Quoting of(String text, Separation separation, boolean whole) {
        String quote = (separation.quote() == SampleRows.NONE) ? "" : String.valueOf(separation.quote());
        if (separation.faults() == 0) {
            return new Quoting(quote, "", separation, List.of());
        }
        if (text.contains(BACKSLASH + quote)) {
            Separation escaped = Separation.of(
                    SampleRows.split(text, separation.delimiter(), separation.quote(), BACKSLASH.charAt(0), whole),
                    separation.delimiter(), separation.quote());
            if (escaped.faults() == 0) {
                return new Quoting(quote, BACKSLASH, escaped, List.of());
            }
        }
        return new Quoting(quote, "", separation,
                separation.rows()
                    .stream()
                    .filter(SampleRow::fault)
                    .limit(1)
                    .map((row) -> "Line " + (row.line() + 1)
                            + " breaks the rules of quotes: with lenientQuotes, such rows are not rejected.")
                    .toList());
    }

}

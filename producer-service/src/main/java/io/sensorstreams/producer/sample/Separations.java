package io.sensorstreams.producer.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds delimiter and quote of a text. The order of preference is: comma and double
 * quotes, the delimiter that explains most columns, the order of {@link #DELIMITERS}.
 */
public final class Separations {

    public static final String DELIMITERS = ",;\t|^~\u001f ";

    private static final char QUOTE = '"';

    private static final char APOSTROPHE = '\'';

    /**
     * Rows after which single quotes around all cells of a column are no part of them.
     */
    private static final int FEWEST_QUOTED = 5;

    /** The first line of files of Excel. */
    private static final Pattern SEPARATOR_LINE = Pattern.compile("\"?sep=([\\x01-\\x7e&&[^\"\\r\\n]])\"?\\r?(\\n|$)",
            Pattern.CASE_INSENSITIVE);

    private final String text;

    private final boolean whole;

    private final Separation standard;

    private final List<Separation> others = new ArrayList<>();

    public Separations(String text, boolean whole) {
        this.text = text;
        this.whole = whole;
        this.standard = Separation.of(text, ',', QUOTE, whole);
        // Nothing beats commas that find times, except single quotes.
        if (!this.standard.isFull() || !this.standard.columns().hasTime() || text.indexOf(APOSTROPHE) >= 0) {
            addOthers();
        }
    }

    private void addOthers() {
        for (char quote : quotes(this.text)) {
            for (int i = 0; i < DELIMITERS.length(); i++) {
                char delimiter = DELIMITERS.charAt(i);
                boolean present = this.text.indexOf(delimiter) >= 0;
                if (present && (delimiter != ',' || quote != QUOTE)) {
                    this.others.add(Separation.of(this.text, delimiter, quote, this.whole));
                }
            }
        }
        if (this.text.indexOf('\t') >= 0 && this.text.indexOf(QUOTE) >= 0) {
            // Many programs that separate by tabs never quote.
            this.others.add(Separation.of(this.text, '\t', SampleRows.NONE, this.whole));
        }
    }

    private static char[] quotes(String text) {
        return (text.indexOf(APOSTROPHE) >= 0) ? new char[] { QUOTE, APOSTROPHE } : new char[] { QUOTE };
    }

    /** The delimiter that the first line declares; empty without such a line. */
    public static String declared(String text) {
        Matcher line = SEPARATOR_LINE.matcher(text);
        return line.lookingAt() ? line.group(1) : "";
    }

    /** The one that fits best; the standard one when no other is clear. */
    public Separation best() {
        String declared = declared(this.text);
        if (!declared.isEmpty()) {
            return Separation.of(this.text, declared.charAt(0), QUOTE, this.whole);
        }
        if (isEmpty()) {
            return this.standard;
        }
        if (this.standard.isFull()) {
            return this.others.stream().filter(this::isClearer).findFirst().orElse(this.standard);
        }
        return full().stream().filter(this::isClear).findFirst().or(this::afterTop).orElse(this.standard);
    }

    private boolean isEmpty() {
        return this.standard.rows().isEmpty();
    }

    /** The other delimiters that separate all rows, the best one first. */
    public List<Separation> full() {
        return this.others.stream()
            .filter(Separation::isFull)
            .filter((other) -> other.quote() != APOSTROPHE || isQuoted(other))
            .sorted(Comparator.comparing((Separation other) -> -other.columns().typed()))
            .toList();
    }

    /** Whether another delimiter beats a comma that separates all rows as well. */
    private boolean isClearer(Separation other) {
        if (other.quote() == APOSTROPHE) {
            return other.delimiter() == ',' && other.isFull() && isQuoted(other)
                    && (other.width() < this.standard.width() || other.count() >= FEWEST_QUOTED);
        }
        int typed = other.columns().typed();
        boolean times = other.columns().hasTime() && !this.standard.columns().hasTime();
        int standard = this.standard.columns().typed();
        return other.isFull() && typed > 1 && other.delimiter() != ' ' && (standard == 0
                || (typed > standard && (times || NumberColumn.areDecimalCommas(other.rows(), other.width()))));
    }

    /** Whether a delimiter is clear in a text that commas do not separate. */
    private boolean isClear(Separation other) {
        if (other.delimiter() == ' ') {
            return this.text.indexOf(',') < 0 && other.width() > 2 && other.columns().typed() > 1 && other.count() > 2;
        }
        return switch (other.count()) {
            case 1 -> other.width() > 2 && this.text.indexOf(',') < 0;
            case 2 -> other.columns().typed() > 0;
            default -> true;
        };
    }

    /** Whether single quotes are around all cells of a column. */
    private static boolean isQuoted(Separation separation) {
        List<SampleRow> rows = separation.rows().stream().filter((row) -> row.size() == separation.width()).toList();
        List<SampleRow> below = rows.subList(Math.min(1, rows.size()), rows.size());
        for (int i = 0; i < separation.width(); i++) {
            int column = i;
            if (!below.isEmpty() && below.stream().allMatch((row) -> row.cells().get(column).quoted())) {
                return true;
            }
        }
        return false;
    }

    /** The best one among those that separate all rows after other lines at the top. */
    private Optional<Separation> afterTop() {
        Stream<Separation> clear = this.others.stream()
            .filter((other) -> other.quote() == QUOTE && other.delimiter() != ' ' && other.columns().typed() > 0
                    && other.count() - other.top() > 1);
        return Stream.concat(Stream.of(this.standard), clear)
            .filter(Separation::isPartial)
            .min(Comparator.comparingInt(Separation::top).thenComparing((other) -> -other.columns().typed()));
    }

    /** A delimiter as users know it. */
    public static String shown(char delimiter) {
        return switch (delimiter) {
            case '\t' -> "tabs";
            case ' ' -> "blanks";
            default -> (delimiter < ' ') ? String.format("U+%04X", (int) delimiter) : "'" + delimiter + "'";
        };
    }

}

package io.sensorstreams.producer.dialect;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.sensorstreams.producer.sample.HeaderNames;

/**
 * Finds the faults of a dialect that was declared, without its file.
 */
public final class DialectCheck {

    static final int MAX_SKIPPED_LINES = 1_000;

    static final int MAX_UNITS_LINES = 100;

    private static final int MAX_NAMES = HeaderNames.MAX_CHARACTERS;

    private static final int MAX_COMMENT = 20;

    private static final String OTHER = ", too; choose another sign for one of them";

    private final Dialect dialect;

    private final Map<String, String> faults = new TreeMap<>();

    private DialectCheck(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Reasons by field; empty when the dialect is valid. */
    public static Map<String, String> faults(Dialect dialect) {
        DialectCheck check = new DialectCheck(dialect);
        check.signs();
        check.decimals();
        check.comment();
        if (check.faults.isEmpty()) {
            check.pairs();
        }
        check.encoding();
        check.lines();
        check.columns();
        return check.faults;
    }

    /** The faults with which no row can be read; empty when it was valid once. */
    public static Map<String, String> faultsOfStored(Dialect dialect) {
        DialectCheck check = new DialectCheck(dialect);
        check.signs();
        check.decimals();
        check.encoding();
        return check.faults;
    }

    private void add(boolean fault, String field, String reason) {
        if (fault) {
            this.faults.putIfAbsent(field, reason);
        }
    }

    private void signs() {
        Dialect d = this.dialect;
        add(!isSign(d.delimiter()), "delimiter",
                "must be one character of ASCII, but no letter, digit or line break, for example , or ;");
        add(!d.quote().isEmpty() && !isSign(d.quote()), "quote",
                "must be one character of ASCII, but no letter, digit or line break; or empty for none");
        add(!d.escape().isEmpty() && !isSign(d.escape()), "escape",
                "must be one character of ASCII, but no letter, digit or line break; or empty for none");
    }

    private static boolean isSign(String text) {
        return text.length() == 1 && isSign(text.charAt(0));
    }

    private static boolean isSign(char c) {
        return c > 0 && c < 0x7f && c != '\n' && c != '\r' && !isLetterOrDigit(c);
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private void decimals() {
        Dialect d = this.dialect;
        add(!d.decimal().equals(".") && !d.decimal().equals(","), "decimal", "must be . or ,");
        String thousands = d.thousands();
        if (!thousands.isEmpty()) {
            int point = thousands.codePointAt(0);
            boolean one = thousands.codePointCount(0, thousands.length()) == 1;
            add(!one || isLetterOrDigit(point) || "+-\n\r".indexOf(point) >= 0 || Character.isLetterOrDigit(point)
                    || isLoneSurrogate(point), "thousands",
                    "must be one character, but no letter, digit, sign or line break; or empty for none");
            add(thousands.equals(d.decimal()), "thousands",
                    "is '" + thousands + "', which is the decimal separator" + OTHER);
        }
    }

    private static boolean isLoneSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    private void comment() {
        String comment = this.dialect.comment();
        boolean broken = comment.chars().anyMatch(Character::isISOControl);
        add(!comment.isEmpty() && (comment.isBlank() || comment.length() > MAX_COMMENT || broken), "comment",
                "must have at most " + MAX_COMMENT
                        + " characters, not only blanks and no control character, for example #; or be empty for none");
        add(!comment.isEmpty() && (Character.isLetterOrDigit(comment.codePointAt(0)) || comment.startsWith("\"")),
                "comment", "must not begin with a letter, a digit or a quote, as values do");
        add(this.dialect.trim() && !comment.equals(comment.stripLeading()), "comment",
                "must not begin with a blank, which trim removes");
    }

    /** Signs that are used twice. */
    private void pairs() {
        Dialect d = this.dialect;
        same(d.quote(), "quote", d.delimiter(), "delimiter");
        same(d.escape(), "escape", d.delimiter(), "delimiter");
        add(!d.escape().isEmpty() && d.escape().equals(d.quote()), "escape",
                "is the quote, too; leave it empty when a quote is written twice");
        for (String other : List.of(d.quote(), d.escape())) {
            String field = other.equals(d.quote()) ? "quote" : "escape";
            same(d.decimal(), "decimal", other, field);
            same(d.thousands(), "thousands", other, field);
        }
        String unquoted = ", too, and without a quote no cell can contain it; choose another sign, or set quote";
        add(d.decimal().equals(d.delimiter()) && d.quote().isEmpty(), "decimal",
                "is '" + d.decimal() + "', which is the delimiter" + unquoted);
        add(d.thousands().equals(d.delimiter()) && d.quote().isEmpty(), "thousands",
                "is '" + d.thousands() + "', which is the delimiter" + unquoted);
        for (Map.Entry<String, String> sign : Map
            .of("delimiter", d.delimiter(), "quote", d.quote(), "escape", d.escape())
            .entrySet()) {
            add(!sign.getValue().isEmpty() && d.comment().startsWith(sign.getValue()), "comment",
                    "begins with '" + sign.getValue() + "', which is the " + sign.getKey() + OTHER);
        }
    }

    private void same(String sign, String field, String other, String otherField) {
        add(!sign.isEmpty() && sign.equals(other), field, "is '" + sign + "', which is the " + otherField + OTHER);
    }

    private void encoding() {
        boolean known;
        try {
            known = Charset.isSupported(this.dialect.encoding());
        }
        catch (IllegalCharsetNameException e) {
            known = false;
        }
        add(!known, "encoding", "is unknown; use a name such as UTF-8, UTF-16, windows-1252 or ISO-8859-15");
    }

    private void lines() {
        int skipped = this.dialect.skipLines();
        int units = this.dialect.unitLines();
        add(skipped < 0 || skipped > MAX_SKIPPED_LINES, "skipLines", "must be from 0 to " + MAX_SKIPPED_LINES);
        add(units < 0 || units > MAX_UNITS_LINES, "unitLines", "must be from 0 to " + MAX_UNITS_LINES);
    }

    private void columns() {
        Set<String> names = new HashSet<>();
        int characters = 0;
        int index = 0;
        for (String name : this.dialect.columns()) {
            String field = "columns[" + index++ + "]";
            if (name == null || name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
                add(true, field, "must not be blank and have no control character");
                return;
            }
            if (!names.add(name)) {
                add(true, field, "is '" + name + "', which is the name of an earlier column");
                return;
            }
            characters += name.length();
        }
        add(characters > MAX_NAMES, "columns", "must have at most " + MAX_NAMES + " characters together");
    }

}

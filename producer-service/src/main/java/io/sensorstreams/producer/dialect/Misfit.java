package io.sensorstreams.producer.dialect;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.sensorstreams.producer.sample.CellKind;
import io.sensorstreams.producer.sample.Columns;
import io.sensorstreams.producer.sample.Layout;
import io.sensorstreams.producer.sample.Readings;
import io.sensorstreams.producer.sample.SampleEncoding;
import io.sensorstreams.producer.sample.SampleRow;
import io.sensorstreams.producer.sample.SampleRows;
import io.sensorstreams.producer.sample.Separation;
import io.sensorstreams.producer.sample.Separations;
import org.jspecify.annotations.Nullable;

/** Recognizes that a declared dialect clearly does not fit a text. */
final class Misfit {

    private static final String UTF8 = "UTF-8";

    /** Encodings in which the text of UTF-8 is readable, but wrong. */
    private static final Set<String> WESTERN = Set.of("windows-1252", "ISO-8859-1", "ISO-8859-15");

    /** One of so many rows may fit by chance. */
    private static final int FEW = 10;

    private final Dialect declared;

    private final String text;

    private final boolean whole;

    /** Rows that the declared dialect makes of the text. */
    private final List<SampleRow> rows;

    private Misfit(Dialect declared, String text, boolean whole) {
        this.declared = declared;
        this.text = text;
        this.whole = whole;
        int lines = (declared.skipLines() == 0 && !Separations.declared(text).isEmpty()) ? 1 : declared.skipLines();
        this.rows = SampleRows
            .split(withoutLines(text, lines), sign(declared.delimiter()), sign(declared.quote()),
                    sign(declared.escape()), whole)
            .stream()
            .filter((row) -> declared.comment().isEmpty() || !row.beginsWith(declared.comment()))
            .toList();
    }

    private static char sign(String text) {
        return text.isEmpty() ? SampleRows.NONE : text.charAt(0);
    }

    static @Nullable String of(Dialect declared, byte[] start, boolean whole) {
        if (start.length == 0) {
            return null;
        }
        String encoding = Charset.forName(declared.encoding()).name();
        String wrong = encoding(encoding, SampleEncoding.of(start, whole), start);
        if (wrong != null) {
            return wrong;
        }
        return new Misfit(declared, SampleEncoding.decode(start, encoding), whole).find();
    }

    private static @Nullable String encoding(String declared, SampleEncoding found, byte[] start) {
        boolean wide = isWide(found.name());
        boolean other = wide
                ? !declared.contains(found.name()) && !List.of(declared + "LE", declared + "BE").contains(found.name())
                : isWide(declared) || (found.marked() && !declared.equals(UTF8));
        boolean western = WESTERN.contains(declared) && found.name().equals(UTF8) && isBeyondAscii(start);
        if (!other && !western) {
            return null;
        }
        return "looks encoded in " + found.name() + (found.marked() ? ", by the mark at its start" : "");
    }

    private static boolean isWide(String encoding) {
        return encoding.contains("UTF-16") || encoding.contains("UTF-32");
    }

    /** Only for a text that was found to be UTF-8: it may still have damaged rows. */
    private static boolean isBeyondAscii(byte[] start) {
        String text = SampleEncoding.decode(start, UTF8);
        return text.indexOf('\ufffd') < 0 && text.chars().anyMatch((c) -> c > 0x7f);
    }

    private static String withoutLines(String text, int lines) {
        int at = 0;
        for (int i = 0; i < lines && at >= 0; i++) {
            at = text.indexOf('\n', at) + 1;
            if (at == 0) {
                return "";
            }
        }
        return text.substring(at);
    }

    private @Nullable String find() {
        if (this.rows.isEmpty()) {
            return null;
        }
        if (isNowhereEven()) {
            return uneven();
        }
        SampleRow first = this.rows.get(0);
        List<SampleRow> below = this.rows.subList(1, this.rows.size());
        if (this.declared.hasHeader() && Readings.isTimed(first, below)) {
            return "looks as if it had no header line: its first row has values";
        }
        if (hasReadingsForUnits()) {
            return "has a reading in one of its " + this.declared.unitLines() + " units lines";
        }
        if (!this.declared.hasHeader() && isNamed(first, below)) {
            return "looks as if it had a header line: its first row has names";
        }
        return null;
    }

    private boolean hasReadingsForUnits() {
        int from = this.declared.hasHeader() ? 1 : 0;
        int to = from + this.declared.unitLines();
        return to < this.rows.size() && this.rows.subList(from, to)
            .stream()
            .anyMatch((row) -> Readings.isTimed(row, this.rows.subList(to, this.rows.size())));
    }

    private static boolean isNamed(SampleRow first, List<SampleRow> below) {
        Columns columns = Columns.of(below, first.size());
        return columns.typed() > 1 && columns.areNamedBy(first)
                && Stream.iterate(0, (i) -> i < first.size(), (i) -> i + 1)
                    .filter((i) -> columns.kinds().get(i).isTyped())
                    .allMatch((i) -> CellKind.of(first.text(i)) == CellKind.TEXT);
    }

    /** Whether few rows have as many cells as there are names, or each has only one. */
    private boolean isNowhereEven() {
        int names = names();
        List<SampleRow> values = this.rows.subList(this.declared.hasHeader() ? 1 : 0, this.rows.size())
            .stream()
            .filter((row) -> !isOfDelimiters(row))
            .toList();
        boolean single = this.rows.stream().allMatch((row) -> row.size() == 1);
        long even = values.stream().filter((row) -> !row.fault() && row.size() == names).count();
        return single || (!values.isEmpty() && even * FEW <= values.size());
    }

    /** Whether the row would be blank with another delimiter. */
    private static boolean isOfDelimiters(SampleRow row) {
        return row.texts()
            .stream()
            .allMatch((cell) -> cell.chars().allMatch((c) -> Separations.DELIMITERS.indexOf(c) >= 0));
    }

    private int names() {
        return this.declared.columns().isEmpty() ? this.rows.get(0).size() : this.declared.columns().size();
    }

    private @Nullable String uneven() {
        Separation best = new Separations(this.text, this.whole).best();
        if (best.isPartial() && !this.declared.delimiter().equals(String.valueOf(best.delimiter()))) {
            return "looks separated by " + Separations.shown(best.delimiter());
        }
        if (best.isPartial() && best.quote() != SampleRows.NONE
                && !this.declared.quote().equals(String.valueOf(best.quote()))) {
            return "looks quoted by " + best.quote();
        }
        Layout layout = new Layout(best, !Separations.declared(this.text).isEmpty());
        boolean sure = best.isPartial() && layout.skipLines() > 0 && layout.header();
        if (sure && this.declared.hasHeader() && layout.skipLines() != this.declared.skipLines()) {
            return "looks as if its header line were line " + (layout.skipLines() + 1);
        }
        int width = this.rows.get(this.rows.size() - 1).size();
        if (!this.declared.columns().isEmpty() && this.rows.stream().allMatch((row) -> row.size() == width)) {
            return "has rows of " + width + " cells, but columns has " + this.declared.columns().size() + " names";
        }
        return null;
    }

}

package io.sensorstreams.producer.csv;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.sensorstreams.producer.dialect.BlankRows;
import io.sensorstreams.producer.dialect.Dialect;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A table of random texts and numbers, written by Commons CSV in a random dialect.
 */
final class RandomTable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String[] PIECES = { "a", "B", "7", "0", "é", "ß", "Ж", "汉", "€", "\uD83D\uDE00", "\"", "'",
            "\\", ",", ";", "\t", "|", " ", "\n", "\r\n", "\r", "#", "-", "+", ".", "e", "sep=;", "---", "\u00a0" };

    private static final List<String> ENCODINGS = List.of("UTF-8", "UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32",
            "windows-1252", "windows-1250", "windows-1251", "windows-1256", "ISO-8859-1", "ISO-8859-15", "US-ASCII",
            "Shift_JIS", "GB18030", "Big5", "EUC-KR", "IBM850");

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    /** Stand for characters that the service escapes in another way. */
    private static final String TAB = "\ue000";

    private static final String LINE_FEED = "\ue001";

    private static final String RETURN = "\ue002";

    private final Random random;

    private final Dialect dialect;

    private final Charset charset;

    private final CharsetEncoder encoder;

    private final String lineEnd;

    private final List<String> names;

    private final List<String> rows = new ArrayList<>();

    private final StringBuilder text = new StringBuilder();

    RandomTable(long seed) throws IOException {
        this.random = new Random(seed);
        this.dialect = randomDialect();
        this.charset = Charset.forName(this.dialect.encoding());
        this.encoder = this.charset.newEncoder();
        this.lineEnd = pick("\n", "\r\n");
        int columns = this.dialect.columns().isEmpty() ? 1 + this.random.nextInt(5) : this.dialect.columns().size();
        this.names = names(columns);
        write(columns);
    }

    private Dialect randomDialect() {
        String quote = pick("\"", "\"", "\"", "'", "");
        String delimiter = pick(",", ",", ";", "\t", "|", " ", "^");
        String escape = chance(4) ? "\\" : "";
        String decimal = (delimiter.equals(",") && quote.isEmpty()) ? "." : pick(".", ",");
        String thousands = chance(3) ? pick("_", "\u00a0", decimal.equals(",") ? "." : ",") : "";
        if (thousands.equals(delimiter) && quote.isEmpty()) {
            thousands = "";
        }
        int header = chance(3) ? 0 : 1;
        List<String> columns = chance(3)
                ? IntStream.rangeClosed(1, 1 + this.random.nextInt(4)).mapToObj((i) -> "given " + i).toList()
                : List.of();
        return new Dialect(delimiter, quote, escape, decimal, thousands,
                ENCODINGS.get(this.random.nextInt(ENCODINGS.size())), chance(3) ? this.random.nextInt(4) : 0, header,
                columns, chance(4) ? 1 + this.random.nextInt(2) : 0, chance(4) ? pick("#", "//") : "", chance(4),
                chance(4), chance(4) ? BlankRows.KEEP : BlankRows.SKIP);
    }

    private List<String> names(int columns) {
        if (!this.dialect.columns().isEmpty()) {
            return this.dialect.columns();
        }
        return IntStream.rangeClosed(1, columns)
            .mapToObj((i) -> this.dialect.hasHeader() ? "c" + i + encodable(pick("", "é", "(%)")) : "column" + i)
            .toList();
    }

    private void write(int columns) throws IOException {
        if (chance(3) && this.charset.name().startsWith("UTF")) {
            this.text.append('\ufeff');
        }
        if (this.dialect.skipLines() == 0 && chance(5)) {
            line("sep=" + this.dialect.delimiter());
        }
        for (int i = 0; i < this.dialect.skipLines(); i++) {
            line(pick("", "\"odd", "a;b,c", "#", "sep=;"));
        }
        CSVFormat format = format();
        CSVPrinter printer = new CSVPrinter(this.text, format);
        if (this.dialect.hasHeader()) {
            printer.printRecord(IntStream.range(0, columns)
                .mapToObj((i) -> this.dialect.columns().isEmpty() ? this.names.get(i) : "other" + i)
                .toList());
        }
        for (int i = 0; i < this.dialect.unitLines(); i++) {
            line(pick("", "\"odd", "%;m", "--"));
        }
        int count = this.random.nextInt(chance(100) ? 300 : 8);
        for (int i = 0; i < count; i++) {
            between(columns);
            row(printer, columns);
        }
        between(columns);
        if (chance(3) && count > 0) {
            this.text.setLength(this.text.length() - this.lineEnd.length());
        }
    }

    /** Lines that are no rows. */
    private void between(int columns) {
        if (chance(10) && !this.dialect.comment().isEmpty()) {
            line(((this.dialect.trim() && !this.dialect.delimiter().equals(" ")) ? pick("", " ") : "")
                    + this.dialect.comment() + pick("", " odd \"", " it's", ","));
        }
        if (chance(20) && columns > 1) {
            line((this.dialect.blankRows() == BlankRows.SKIP) ? this.dialect.delimiter().repeat(this.random.nextInt(3))
                    : "");
        }
    }

    private CSVFormat format() {
        CSVFormat.Builder format = CSVFormat.DEFAULT.builder()
            .setDelimiter(this.dialect.delimiter().charAt(0))
            .setRecordSeparator(this.lineEnd)
            .setQuote(this.dialect.quote().isEmpty() ? null : this.dialect.quote().charAt(0))
            .setEscape(this.dialect.escape().isEmpty() ? null : this.dialect.escape().charAt(0));
        boolean all = this.dialect.trim() || !this.dialect.comment().isEmpty() || chance(4);
        format.setQuoteMode(this.dialect.quote().isEmpty() ? QuoteMode.NONE : all ? QuoteMode.ALL : QuoteMode.MINIMAL);
        if (this.dialect.quote().isEmpty() && this.dialect.escape().isEmpty()) {
            // Nothing has to be escaped; Commons CSV needs a sign.
            format.setEscape('\u0001');
        }
        return format.get();
    }

    private void row(CSVPrinter printer, int columns) throws IOException {
        List<String> cells = new ArrayList<>();
        StringBuilder json = new StringBuilder();
        for (int i = 0; i < columns; i++) {
            String cell = chance(2) ? number() : cell(i);
            cells.add(cell);
            json.append((i == 0) ? "{" : ",").append(string(this.names.get(i))).append(':');
            json.append(value(cell));
        }
        printer.printRecord(cells);
        this.rows.add(json.append('}').toString());
    }

    private void line(String line) {
        this.text.append(line).append(this.lineEnd);
    }

    private String cell(int column) {
        boolean free = !this.dialect.quote().isEmpty();
        StringBuilder cell = new StringBuilder();
        int pieces = this.random.nextInt(chance(1000) ? 30_000 : 5);
        for (int i = 0; i < pieces; i++) {
            cell.append(encodable(PIECES[this.random.nextInt(PIECES.length)]));
        }
        String text = cell.toString();
        if (!free) {
            text = text.replaceAll("[\\r\\n]", "");
            if (this.dialect.escape().isEmpty()) {
                text = text.replace(this.dialect.delimiter(), "");
            }
            if (this.dialect.trim()) {
                text = text.replaceAll("[ \\t]", "");
            }
            boolean first = column == 0 && (text.isEmpty()
                    || (!this.dialect.comment().isEmpty() && text.startsWith(this.dialect.comment())));
            text = first ? "x" + text : text;
        }
        return text.startsWith("sep=") ? "x" + text : text;
    }

    /** A number, or nearly one. */
    private String number() {
        StringBuilder number = new StringBuilder(pick("", "", "-", "+"));
        String thousands = chance(2) ? encodable(this.dialect.thousands()) : "";
        number.append(this.random.nextInt(1000));
        for (int i = this.random.nextInt(3); i > 0; i--) {
            number.append(thousands).append("%03d".formatted(this.random.nextInt(1000)));
        }
        if (chance(2)) {
            number.append(chance(8) ? "." : this.dialect.decimal()).append(this.random.nextInt(100));
        }
        number.append(chance(8) ? "E-" + this.random.nextInt(20) : "");
        boolean unquotable = this.dialect.quote().isEmpty() && this.dialect.escape().isEmpty()
                && number.indexOf(this.dialect.delimiter()) >= 0;
        return unquotable ? "1" : number.toString();
    }

    /** The JSON value of a cell, by another way than the reader's. */
    private String value(String cell) {
        if (cell.isEmpty() || cell.equals("---")) {
            return "null";
        }
        String standard = cell;
        if (!this.dialect.decimal().equals(".") || !this.dialect.thousands().isEmpty()) {
            String thousands = Pattern.quote(this.dialect.thousands());
            String grouped = this.dialect.thousands().isEmpty() ? "" : "|\\d{1,3}(" + thousands + "\\d{3})+";
            boolean number = cell
                .matches("-?(\\d+" + grouped + ")(" + Pattern.quote(this.dialect.decimal()) + "\\d+)?([eE][+-]?\\d+)?");
            standard = number ? cell.replace(this.dialect.thousands(), "").replace(this.dialect.decimal(), ".")
                    : "text";
        }
        return NUMBER.matcher(standard).matches() ? standard : string(cell);
    }

    private static String string(String text) {
        return JSON.writeValueAsString(text.replace("\t", TAB).replace("\n", LINE_FEED).replace("\r", RETURN))
            .replace(TAB, "\\u0009")
            .replace(LINE_FEED, "\\u000a")
            .replace(RETURN, "\\u000d");
    }

    private String encodable(String piece) {
        boolean same = this.encoder.canEncode(piece)
                && new String(piece.getBytes(this.charset), this.charset).equals(piece);
        return same ? piece : "";
    }

    private boolean chance(int of) {
        return this.random.nextInt(of) == 0;
    }

    private String pick(String... choices) {
        return choices[this.random.nextInt(choices.length)];
    }

    Dialect dialect() {
        return this.dialect;
    }

    /** The file, in the encoding of the dialect. */
    byte[] bytes() {
        // Java writes UTF-16 with a mark and UTF-32 without one.
        String written = (this.charset.name().equals("UTF-16") && this.text.indexOf("\ufeff") == 0)
                ? this.text.substring(1) : this.text.toString();
        return written.getBytes(this.charset);
    }

    /** Expected record values in the order of the file. */
    List<String> rows() {
        return this.rows;
    }

}

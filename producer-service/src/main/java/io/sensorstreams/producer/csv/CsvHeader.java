package io.sensorstreams.producer.csv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.sensorstreams.producer.cells.Cells;
import io.sensorstreams.producer.cells.LineSplitter;
import io.sensorstreams.producer.cells.ColumnNames;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.row.SourceException;

/**
 * Reads what is before the first row of a CSV text, as its dialect says: lines to skip,
 * the names of the columns, and lines with units.
 */
public final class CsvHeader {

    /** Most bytes before the end of the header. */
    public static final int MAX_START = 2 * RawRows.MAX_ROW;

    /** What a name may have and a file that is written may not. */
    private static final Pattern BLANKS = Pattern.compile(" *(\r?\n|\t) *");

    private final CsvText text;

    private final ForwardRows rows;

    private CsvHeader(CsvText text, ForwardRows rows) {
        this.text = text;
        this.rows = rows;
    }

    /** Reads the header of a text. */
    public static List<String> read(CsvText text) throws IOException {
        try (ForwardRows rows = new ForwardRows(text, TextInput.NO_LIMIT)) {
            return read(text, rows);
        }
    }

    /**
     * Moves rows before the first one.
     * @return names in order, without duplicates: blank names and later ones of the same
     * name have a number; none when the text ends before
     * @throws SourceException when the header is invalid or far from the start
     */
    public static List<String> read(CsvText text, ForwardRows rows) throws IOException {
        return new CsvHeader(text, rows).read();
    }

    private List<String> read() throws IOException {
        Dialect dialect = this.text.dialect();
        if (dialect.skipLines() == 0 && this.rows.isAtSeparatorLine()) {
            skipLine();
        }
        skip(dialect.skipLines());
        List<String> given = dialect.columns();
        if (dialect.hasHeader()) {
            if (!firstRow()) {
                return List.of();
            }
            List<String> names = given.isEmpty() ? names() : given;
            skip(dialect.unitLines());
            return names;
        }
        skip(dialect.unitLines());
        return given.isEmpty() ? numbered() : given;
    }

    private void skip(int lines) throws IOException {
        for (int i = 0; i < lines; i++) {
            skipLine();
            checkNear();
        }
    }

    /** Skips a line, whatever it contains; stops where that is no header any more. */
    private void skipLine() throws IOException {
        LineSplitter line = new LineSplitter();
        boolean more = this.rows.next(line);
        while (more && this.rows.isUnfinished() && this.rows.passed() <= MAX_START) {
            more = this.rows.next(line);
        }
    }

    private void checkNear() throws SourceException {
        if (this.rows.passed() > MAX_START) {
            throw new SourceException(this.text.name() + " has no header line in its first " + MAX_START + " bytes");
        }
    }

    /** Moves to the first row; false when there is none. */
    private boolean firstRow() throws IOException {
        do {
            if (!this.rows.next()) {
                return false;
            }
            checkNear();
        }
        while (this.rows.cells().isNoRow(2));
        return true;
    }

    private List<String> names() throws SourceException {
        Cells cells = this.rows.cells();
        if (cells.fault() != null) {
            throw new SourceException(this.text.name() + " is not CSV: in its header, " + cells.fault());
        }
        List<String> names = new ArrayList<>(cells.size());
        for (int i = 0; i < cells.size(); i++) {
            String name = name(cells, i);
            if (cells.size() > 1) {
                // Only a quoted name has a line break.
                name = BLANKS.matcher(name).replaceAll(" ");
            }
            if (name.chars().anyMatch(Character::isISOControl)) {
                throw new SourceException(this.text.name() + " is not CSV: its first row has control characters"
                        + ((name.indexOf('\r') >= 0) ? "; its lines must end with LF or CR LF" : ""));
            }
            names.add(name);
        }
        return ColumnNames.distinct(names);
    }

    private String name(Cells cells, int cell) throws SourceException {
        ByteBuffer bytes = ByteBuffer.wrap(cells.bytes(cell), cells.start(cell), cells.end(cell) - cells.start(cell));
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        }
        catch (CharacterCodingException e) {
            throw new SourceException(this.text.name() + " is not CSV in " + this.text.dialect().encoding()
                    + ": see column " + (cell + 1) + " of its header", e);
        }
    }

    /** As many names as the first row has cells. */
    private List<String> numbered() throws IOException {
        if (!firstRow()) {
            return List.of();
        }
        String fault = this.rows.cells().fault();
        if (fault != null) {
            throw new SourceException(this.text.name() + " has no header line, and its columns cannot be counted: in "
                    + "its first row, " + fault + "; give their names in the columns of the dialect");
        }
        this.rows.readAgain();
        return IntStream.range(0, this.rows.cells().size()).mapToObj(ColumnNames::numbered).toList();
    }

}

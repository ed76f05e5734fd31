package io.sensorstreams.producer.csv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.sensorstreams.producer.row.SourceException;

/**
 * Reads the names of the columns of a CSV text.
 */
public final class CsvHeader {

    /** Most bytes before the end of the header. */
    private static final int MAX_START = 2 * RawRows.MAX_ROW;

    private CsvHeader() {
    }

    /** Reads the header of a text. */
    public static List<String> read(CsvText text) throws IOException {
        try (ForwardRows rows = new ForwardRows(text, TextInput.NO_LIMIT)) {
            return read(text.name(), rows);
        }
    }

    /**
     * Reads the first row that is not blank: names in order, without duplicates; none
     * when the text is empty.
     * @throws SourceException when it is not a valid header, or after too many blank
     * lines
     */
    public static List<String> read(String name, RawRows rows) throws IOException {
        CsvSplitter cells = rows.cells();
        do {
            if (!rows.next()) {
                return List.of();
            }
            if (rows.passed() > MAX_START) {
                throw new SourceException(name + " has no header line in its first " + MAX_START + " bytes");
            }
        }
        while (cells.isBlank());
        if (cells.fault() != null) {
            throw new SourceException(name + " is not CSV: in its header, " + cells.fault());
        }
        Set<String> columns = new LinkedHashSet<>();
        for (int i = 0; i < cells.size(); i++) {
            String column = column(name, cells, i);
            if (!columns.add(column)) {
                throw new SourceException(name + " has the column '" + column + "' twice in its header");
            }
        }
        return List.copyOf(columns);
    }

    private static String column(String name, CsvSplitter cells, int cell) throws SourceException {
        String column = text(name, cells, cell);
        if (column.isBlank()) {
            throw new SourceException(name + " has no name for column " + (cell + 1) + " in its header");
        }
        if (column.chars().anyMatch(Character::isISOControl)) {
            throw new SourceException(name + " is not CSV: its first row has control characters");
        }
        return column;
    }

    private static String text(String name, CsvSplitter cells, int cell) throws SourceException {
        ByteBuffer bytes = ByteBuffer.wrap(cells.bytes(cell), cells.start(cell), cells.end(cell) - cells.start(cell));
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        }
        catch (CharacterCodingException e) {
            throw new SourceException(name + " is not CSV in UTF-8: see column " + (cell + 1) + " of its header", e);
        }
    }

}

package io.sensorstreams.producer.csv;

import java.io.IOException;
import java.util.List;

import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.SourceException;

/**
 * Rows of a CSV text after a position, with the header of the same text.
 *
 * @param header names of the columns
 */
record OpenedText(RawRows rows, List<String> header) {

    /**
     * Opens a text several times, which therefore has one content for each of them.
     * @param text a {@linkplain CsvText#pinned pinned} text
     * @param most most bytes of text that are decompressed before the first row
     * @throws FarStartException when there are more
     * @throws SourceException when the text has no valid header, is not the text that was
     * read up to the position, or has no row there
     */
    static OpenedText open(CsvText text, boolean reversed, Position from, long most) throws IOException {
        ForwardRows rows = new ForwardRows(text, TextInput.NO_LIMIT);
        try {
            List<String> header = header(text, rows, from);
            if (reversed) {
                // Open until here, so that header and rows are of one file.
                try (rows) {
                    return new OpenedText(backward(text, rows, from, most), header);
                }
            }
            if (from.bytes() > 0) {
                rows.skipTo(from.bytes(), Continuation.forward(text, rows.identity(rows.passed()), from));
            }
            return new OpenedText(rows, header);
        }
        catch (IOException e) {
            rows.close();
            throw ReadFault.of(text.name() + " cannot be read", e);
        }
    }

    private static List<String> header(CsvText text, ForwardRows rows, Position from) throws IOException {
        try {
            List<String> header = CsvHeader.read(text, rows);
            rows.endHeader();
            return header;
        }
        catch (IOException e) {
            throw Continuation.changed(text, from, e);
        }
    }

    static RawRows backward(CsvText text, ForwardRows start, Position from, long most) throws IOException {
        long floor = start.passed();
        FileIdentity file = start.identity(floor);
        CsvText plain = text.isPlain() ? text : text.decompress(most);
        try {
            FileIdentity seen = Continuation.backward(plain, file, from);
            RawRows rows = start.cells().hasPairedQuotes() ? new BackwardRows(plain, floor, from.bytes(), seen)
                    : IndexedRows.open(plain, start, from.bytes(), seen, most);
            start.checkUnchanged();
            return rows;
        }
        catch (IOException | RuntimeException e) {
            plain.discard();
            throw e;
        }
    }

    /**
     * Checks that reading can continue at a position, as far as that takes no
     * decompressed copy.
     * @throws ChangedFileException when the text is not what was read up to the position
     */
    static void check(CsvText text, boolean reversed, Position from) throws IOException {
        try (ForwardRows rows = new ForwardRows(text, TextInput.NO_LIMIT)) {
            header(text, rows, from);
            if (!reversed) {
                Continuation.forward(text, rows.identity(rows.passed()), from);
            }
            else if (text.isPlain()) {
                Continuation.backward(text, rows.identity(rows.passed()), from);
            }
        }
    }

}

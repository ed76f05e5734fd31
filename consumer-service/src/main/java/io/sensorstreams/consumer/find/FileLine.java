package io.sensorstreams.consumer.find;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.consumer.files.CommittedFile;
import io.sensorstreams.consumer.files.FileContent;
import io.sensorstreams.consumer.format.FileColumns;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.format.LineBuffer;
import io.sensorstreams.consumer.format.LineFormat;
import io.sensorstreams.consumer.reread.RecordSource;
import io.sensorstreams.consumer.reread.SinkLines;

/**
 * Line of a row in a file. A row whose cells have line breaks has several lines; this is
 * the first one.
 *
 * @param number number of the line, from 1; a header is line 1
 * @param bytePosition number of bytes before the line
 */
record FileLine(long number, long bytePosition) {

    /**
     * Finds the line of the record at an offset. The length of the rows after it, or
     * before it, is computed from their records; then the line breaks of the file before
     * the row are counted.
     * @param begin offset of the first record that Kafka still has
     * @return empty when the file does not have the row's line there
     */
    static Optional<FileLine> find(CommittedFile file, RecordSource records, long offset, long begin)
            throws IOException, MalformedRowException {
        LedgerEntry entry = file.entry();
        byte[] header = firstLine(file);
        LineFormat format = FileFormat.of(entry.file()).create();
        format.resumeFile(withoutEnd(header));
        Rows rows = new Rows(entry, records, format.file());
        boolean fromStart = begin <= entry.firstOffset() && offset - entry.firstOffset() < entry.nextOffset() - offset;
        long position = fromStart
                ? (file.isCsv() ? header.length : 0) + rows.lines(entry.firstOffset(), offset).count(offset).bytes()
                : length(file) - rows.lines(offset, entry.nextOffset()).count(entry.nextOffset()).bytes();
        SinkLines row = rows.lines(offset, offset + 1);
        if (!row.advance(offset + 1) || position < 0) {
            return Optional.empty();
        }
        LineBuffer expected = row.line();
        return lineAt(file, position, Arrays.copyOf(expected.array(), expected.length()));
    }

    /** Rows of a file, in Kafka. */
    private record Rows(LedgerEntry file, RecordSource records, FileColumns columns) {

        SinkLines lines(long from, long to) {
            SinkLines lines = new SinkLines(this.records.read(from, to), FileFormat.of(this.file.file()),
                    (record) -> true)
                .only(this.columns);
            lines.format().continueFile(this.columns);
            return lines;
        }

    }

    private static long length(CommittedFile file) throws IOException {
        try (FileContent content = file.open()) {
            return content.length();
        }
    }

    private static byte[] withoutEnd(byte[] line) {
        return (line.length > 0 && line[line.length - 1] == '\n') ? Arrays.copyOf(line, line.length - 1) : line;
    }

    /** First line of a file, with its line end. */
    static byte[] firstLine(CommittedFile file) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (InputStream in = open(file)) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                line.write(b);
                if (b == '\n') {
                    break;
                }
            }
        }
        return line.toByteArray();
    }

    private static InputStream open(CommittedFile file) throws IOException {
        return new BufferedInputStream(file.lines(), 1 << 16);
    }

    private static Optional<FileLine> lineAt(CommittedFile file, long position, byte[] expected) throws IOException {
        try (InputStream in = file.lines()) {
            long number = 1 + countLines(in, position);
            return Arrays.equals(in.readNBytes(expected.length), expected) ? Optional.of(new FileLine(number, position))
                    : Optional.empty();
        }
        catch (EOFException e) {
            return Optional.empty();
        }
    }

    private static long countLines(InputStream in, long length) throws IOException {
        byte[] chunk = new byte[1 << 16];
        long lines = 0;
        for (long left = length; left > 0;) {
            int read = in.read(chunk, 0, (int) Math.min(chunk.length, left));
            if (read < 0) {
                throw new EOFException();
            }
            for (int i = 0; i < read; i++) {
                lines += (chunk[i] == '\n') ? 1 : 0;
            }
            left -= read;
        }
        return lines;
    }

}

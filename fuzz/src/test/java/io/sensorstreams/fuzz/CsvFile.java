package io.sensorstreams.fuzz;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.consumer.format.CsvFormat;
import io.sensorstreams.consumer.format.LineBuffer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Writes record values as the consumer does, into one file after another, and reads the
 * files by Commons CSV. A null and an empty text are the same cell of CSV.
 */
public final class CsvFile {

    private final CsvFormat format;

    private final LineBuffer out = new LineBuffer();

    private List<String> header = List.of();

    private final List<List<String>> expected = new ArrayList<>();

    public CsvFile(CsvFormat format) {
        this.format = format;
    }

    /** Returns false for a value that cannot be written. */
    public boolean write(byte[] value) {
        try {
            this.format.read(value);
        }
        catch (MalformedRowException e) {
            Verify.message(e, 200_000);
            return false;
        }
        if (!this.format.fits()) {
            check();
            this.out.clear();
            this.expected.clear();
            this.header = List.of();
            this.format.startFile(this.out);
            resume();
        }
        this.format.appendLine(this.out);
        return true;
    }

    /** The header line gives the same columns again. */
    private void resume() {
        String line = new String(this.out.array(), 0, this.out.length() - 1, UTF_8);
        try {
            CsvFormat other = new CsvFormat();
            other.resumeFile(line.getBytes(UTF_8));
            Verify.that(this.format.file().isSameSetAs(other.file()) && this.format.fits(other.file()),
                    () -> "the header is read as other columns: " + line);
        }
        catch (MalformedRowException e) {
            throw new AssertionError("the header cannot be read again: " + line, e);
        }
    }

    /** Adds what the row that was written last has to be. */
    public void expect(List<String> names, List<String> cells) {
        if (this.header.isEmpty()) {
            this.header = List.copyOf(names);
        }
        Set<String> set = new HashSet<>(names);
        Verify.equal(set, new HashSet<>(this.header), "columns of a row in one file");
        String[] row = new String[this.header.size()];
        for (int i = 0; i < row.length; i++) {
            String cell = cells.get(names.indexOf(this.header.get(i)));
            row[i] = (cell != null) ? cell : "";
        }
        this.expected.add(Arrays.asList(row));
    }

    /** Compares the current file with what was expected. */
    public void check() {
        if (this.header.isEmpty()) {
            return;
        }
        List<List<String>> found = new ArrayList<>();
        String text = new String(this.out.array(), 0, this.out.length(), UTF_8);
        CSVFormat rfc = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), rfc)) {
            parser.forEach((row) -> found.add(row.toList()));
        }
        catch (IOException | UncheckedIOException e) {
            throw new AssertionError("Commons CSV cannot read " + text, e);
        }
        List<List<String>> all = new ArrayList<>();
        all.add(this.header);
        all.addAll(this.expected);
        Verify.equal(found, all, "rows of " + text);
    }

}

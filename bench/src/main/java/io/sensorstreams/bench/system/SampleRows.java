package io.sensorstreams.bench.system;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.common.wire.RowEncoder;

/**
 * Creates any number of rows with the columns of AIR. Repeats the rows of a sample. Each
 * row has a distinct time, one second after the previous row.
 */
public final class SampleRows {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss", Locale.ROOT);

    private static final LocalDateTime FIRST = LocalDateTime.of(2020, 1, 1, 0, 0);

    private final String header;

    /** Rows of the sample without their times. */
    private final List<String> cells;

    /** Reads a sample. */
    SampleRows(Path sample) throws IOException {
        List<String> lines = Files.readAllLines(sample);
        this.header = lines.get(0);
        this.cells = lines.stream().skip(1).map((line) -> line.substring(line.indexOf(','))).toList();
    }

    private String row(long number) {
        return TIME.format(FIRST.plusSeconds(number)) + this.cells.get((int) (number % this.cells.size()));
    }

    /** Writes rows with a header. */
    public void writeCsv(Path file, long rows) throws IOException {
        writeLines(file, this.header + "\n", rows);
    }

    /** Writes rows without a header. */
    public void writeLines(Path file, long rows) throws IOException {
        writeLines(file, "", rows);
    }

    private void writeLines(Path file, String first, long rows) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(first.getBytes(StandardCharsets.UTF_8));
            for (long number = 0; number < rows; number++) {
                out.write((row(number) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** Writes rows as JSON values of the producer-service, one on a line. */
    public void writeJson(Path file, long rows) throws IOException {
        RowEncoder encoder = new RowEncoder(List.of(this.header.split(",")), List.of("---", ""));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (long number = 0; number < rows; number++) {
                out.write(json(encoder, row(number)));
                out.write('\n');
            }
        }
        catch (MalformedRowException e) {
            throw new IOException("The sample has rows that do not fit its header", e);
        }
    }

    private static byte[] json(RowEncoder encoder, String row) throws MalformedRowException {
        byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
        encoder.begin();
        int from = 0;
        for (int at = 0; at <= bytes.length; at++) {
            if (at == bytes.length || bytes[at] == ',') {
                encoder.cell(bytes, from, at);
                from = at + 1;
            }
        }
        return encoder.end();
    }

}

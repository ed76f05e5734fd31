package io.sensorstreams.consumer.format;

import java.io.InputStream;
import java.util.Locale;

/**
 * Format of an output file. The ending of its name identifies it: {@code .csv.zst} is CSV
 * that is compressed with zstd.
 *
 * @param lines format of the lines
 * @param compression compression of the whole file
 */
public record FileFormat(OutputFormat lines, Compression compression) {

    public static final FileFormat CSV = new FileFormat(OutputFormat.CSV, Compression.NONE);

    public static final FileFormat JSONL = new FileFormat(OutputFormat.JSONL, Compression.NONE);

    /** Returns the format of a file by the valid name of an output file. */
    public static FileFormat of(String file) {
        Compression compression = Compression.of(file);
        String plain = file.substring(0, file.length() - compression.ending().length());
        return new FileFormat(plain.endsWith(".csv") ? OutputFormat.CSV : OutputFormat.JSONL, compression);
    }

    /** Extension of the file names, without the first dot. */
    public String extension() {
        return this.lines.name().toLowerCase(Locale.ROOT) + this.compression.ending();
    }

    /** Whether the bytes of the file are those of its lines. */
    public boolean isPlain() {
        return this.compression == Compression.NONE;
    }

    /** Whether the first line has the names of the columns. */
    public boolean hasHeader() {
        return this.lines == OutputFormat.CSV;
    }

    /** Returns the lines of a file, whose damage is found when they are read. */
    public InputStream content(InputStream stored) {
        return this.compression.decompress(stored);
    }

    /** Creates a converter of rows for one partition. */
    public LineFormat create() {
        return this.lines.create();
    }

}

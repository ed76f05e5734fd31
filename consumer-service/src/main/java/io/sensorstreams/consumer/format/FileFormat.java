package io.sensorstreams.consumer.format;

import java.io.InputStream;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Format of an output file. The ending of its name identifies it: {@code .csv.zst} is CSV
 * that is compressed with zstd.
 *
 * @param lines format of the rows
 * @param compression compression of the whole file, of Parquet that of its pages
 */
public record FileFormat(OutputFormat lines, Compression compression) {

    public static final FileFormat CSV = new FileFormat(OutputFormat.CSV, Compression.NONE);

    public static final FileFormat JSONL = new FileFormat(OutputFormat.JSONL, Compression.NONE);

    /** The name of a Parquet file does not have its compression. */
    public static final FileFormat PARQUET = new FileFormat(OutputFormat.PARQUET, Compression.ZST);

    /**
     * Returns the format of the files of a sink, with the default compression if null.
     */
    public static FileFormat of(OutputFormat lines, @Nullable Compression compression) {
        if (compression != null) {
            return new FileFormat(lines, compression);
        }
        return new FileFormat(lines, (lines == OutputFormat.PARQUET) ? Compression.ZST : Compression.NONE);
    }

    /** Returns the format of a file by the valid name of an output file. */
    public static FileFormat of(String file) {
        if (file.endsWith(".parquet")) {
            return PARQUET;
        }
        Compression compression = Compression.of(file);
        String plain = file.substring(0, file.length() - compression.ending().length());
        return new FileFormat(plain.endsWith(".csv") ? OutputFormat.CSV : OutputFormat.JSONL, compression);
    }

    /** Extension of the file names, without the first dot. */
    public String extension() {
        String rows = this.lines.name().toLowerCase(Locale.ROOT);
        return isParquet() ? rows : rows + this.compression.ending();
    }

    /** Whether the bytes of the file are those of its lines. */
    public boolean isPlain() {
        return this.compression == Compression.NONE && !isParquet();
    }

    /** Whether the file has columns with types and not lines. */
    public boolean isParquet() {
        return this.lines == OutputFormat.PARQUET;
    }

    /** Whether the first line has the names of the columns. */
    public boolean hasHeader() {
        return this.lines == OutputFormat.CSV;
    }

    /**
     * Returns the lines of a file that is not Parquet, whose damage is found when they
     * are read.
     */
    public InputStream content(InputStream stored) {
        return this.compression.decompress(stored);
    }

    /** Creates a converter of rows for one partition. */
    public LineFormat create() {
        return this.lines.create();
    }

}

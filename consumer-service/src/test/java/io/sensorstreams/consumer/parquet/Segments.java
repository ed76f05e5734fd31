package io.sensorstreams.consumer.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.consumer.bytes.BytesReader;
import io.sensorstreams.consumer.bytes.CommittedBytes;
import io.sensorstreams.consumer.parquet.type.NumberMode;
import io.sensorstreams.consumer.parquet.type.TimePattern;
import io.sensorstreams.consumer.parquet.type.WidestTypes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writes rows to files, and starts the next file when a row does not fit, as a partition
 * does. The offset of the first row is 0.
 */
final class Segments {

    static final int KIB = 1024;

    private final Path directory;

    private final ParquetSettings settings;

    private final WidestTypes widest = new WidestTypes();

    private final ParquetRow row = new ParquetRow();

    private final List<Path> files = new ArrayList<>();

    private final List<Long> rows = new ArrayList<>();

    private long offset;

    private ParquetSegment open;

    private OutputStream out;

    Segments(Path directory, ParquetSettings settings) {
        this.directory = directory;
        this.settings = settings;
    }

    static ParquetSettings settings() {
        return settings(NumberMode.DECIMAL, false, ParquetCodec.ZST, 64 * KIB);
    }

    static ParquetSettings settings(NumberMode numbers, boolean offsets, ParquetCodec codec, int rowGroupBytes) {
        return new ParquetSettings(numbers, "Time", TimePattern.USUAL, offsets, codec, rowGroupBytes);
    }

    Segments add(String... values) throws IOException, MalformedRowException {
        for (String value : values) {
            add(value.getBytes(UTF_8));
        }
        return this;
    }

    ParquetSegment add(byte[] value) throws IOException, MalformedRowException {
        this.row.read(value);
        if (this.open != null && !this.open.fits(this.row)) {
            seal();
        }
        if (this.open == null) {
            Path path = this.directory.resolve("segment-%03d.parquet".formatted(this.files.size()));
            this.out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW);
            this.open = ParquetSegment.open(this.out, this.row, this.settings, this.widest);
            this.files.add(path);
            assertThat(this.open.fits(this.row)).isTrue();
        }
        byte[] header = (this.offset % 3 == 2) ? null : ("air/1/" + this.offset).getBytes(UTF_8);
        this.open.append(this.row, this.offset++, header);
        return this.open;
    }

    /** Finishes the open file; its length and rows are those of the disk. */
    Segments seal() throws IOException {
        Path path = this.files.get(this.files.size() - 1);
        long expected = this.open.rows();
        this.open.finish();
        this.out.close();
        this.rows.add(this.open.rows());
        assertThat(this.open.rows()).isEqualTo(expected);
        assertThat(this.open.bytes()).isEqualTo(Files.size(path));
        this.open = null;
        return this;
    }

    List<Path> files() {
        return this.files;
    }

    Path file() {
        assertThat(this.files).hasSize(1);
        return this.files.get(0);
    }

    /** Number of rows of each file. */
    List<Long> rows() {
        return this.rows;
    }

    static ParquetRows read(Path file) throws IOException {
        return ParquetRows.open(file, Files.size(file));
    }

    /** Lines of all files, without line ends. */
    List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : this.files) {
            try (ParquetRows reader = read(file)) {
                while (reader.next()) {
                    lines.add(new String(reader.line().array(), 0, reader.line().length() - 1, UTF_8));
                }
            }
        }
        return lines;
    }

    /** Type of each column of a file, such as {@code a DECIMAL(18,1)}. */
    static List<String> types(Path file) {
        try (BytesReader bytes = CommittedBytes.onDisk(file, Files.size(file)).open()) {
            return FileFooter.read(bytes, bytes.size()).schema().all().stream().map(Segments::describe).toList();
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String describe(FileColumn column) {
        String type = switch (column.type().kind()) {
            case DECIMAL -> "DECIMAL(%d,%d)".formatted(column.type().precision(), column.type().scale());
            case TIME -> "TIME " + column.pattern();
            default -> column.type().kind().name();
        };
        return column.name() + " " + type;
    }

}

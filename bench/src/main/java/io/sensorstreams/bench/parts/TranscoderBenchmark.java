package io.sensorstreams.bench.parts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.consumer.format.CsvFormat;
import io.sensorstreams.consumer.format.LineBuffer;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.directory.ScanSettings;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Measures both transcoders as the services use them, one row for each call. The rows are
 * in the directory of the system property {@code bench.rows}.
 */
// JMH initializes the state after the constructor.
@NullUnmarked
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TranscoderBenchmark {

    private DataDirectory directory;

    private RepeatedRows standard;

    private RepeatedRows semicolons;

    private RepeatedRows utf16;

    private List<byte[]> values;

    private int next;

    private CsvFormat format;

    private LineBuffer buffer;

    /** Opens the rows and begins a file. */
    @Setup
    public void open() throws IOException, MalformedRowException {
        Path path = Path.of(System.getProperty("bench.rows"));
        this.directory = new DataDirectory(path,
                new ScanSettings(Long.MAX_VALUE, Duration.ofMinutes(1), Duration.ZERO));
        this.standard = new RepeatedRows(this.directory, "rows.csv", "\"auto\"");
        this.semicolons = new RepeatedRows(this.directory, "semicolons.csv", "{\"delimiter\":\";\",\"decimal\":\",\"}");
        this.utf16 = new RepeatedRows(this.directory, "utf16.csv", "{\"encoding\":\"UTF-16\"}");
        this.values = Files.readAllLines(path.resolve("rows.json"))
            .stream()
            .map((line) -> line.getBytes(StandardCharsets.UTF_8))
            .toList();
        this.format = new CsvFormat();
        this.buffer = new LineBuffer();
        this.format.read(this.values.get(0));
        this.format.startFile(this.buffer);
    }

    @TearDown
    public void close() throws IOException {
        this.standard.close();
        this.semicolons.close();
        this.utf16.close();
        this.directory.close();
    }

    /** Reads a row of the standard dialect from a file, which is repeated. */
    @Benchmark
    public byte[] csvToJson() throws IOException {
        return this.standard.next();
    }

    /** The same with semicolons and decimal commas. */
    @Benchmark
    public byte[] semicolonsToJson() throws IOException {
        return this.semicolons.next();
    }

    /** The same in UTF-16. */
    @Benchmark
    public byte[] utf16ToJson() throws IOException {
        return this.utf16.next();
    }

    /** Writes a row to a buffer, which is reused. */
    @Benchmark
    public int jsonToCsv() throws MalformedRowException {
        this.buffer.truncate(0);
        this.format.read(this.values.get(this.next));
        this.format.appendLine(this.buffer);
        this.next = (this.next + 1 == this.values.size()) ? 0 : this.next + 1;
        return this.buffer.length();
    }

}

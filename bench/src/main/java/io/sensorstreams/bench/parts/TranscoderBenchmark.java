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
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.source.Source;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import tools.jackson.databind.json.JsonMapper;

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

    private Rows rows;

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
        this.rows = openRows();
        this.values = Files.readAllLines(path.resolve("rows.json"))
            .stream()
            .map((line) -> line.getBytes(StandardCharsets.UTF_8))
            .toList();
        this.format = new CsvFormat();
        this.buffer = new LineBuffer();
        this.format.read(this.values.get(0));
        this.format.startFile(this.buffer);
    }

    private Rows openRows() throws IOException {
        Source source = JsonMapper.shared().readValue("{\"type\":\"csv\",\"file\":\"rows.csv\"}", Source.class);
        return source.open(this.directory, "AIR", Position.BEGINNING);
    }

    @TearDown
    public void close() throws IOException {
        this.rows.close();
        this.directory.close();
    }

    /** Reads a row from a file, which is repeated. */
    @Benchmark
    public byte[] csvToJson() throws IOException {
        while (this.rows.next() != Rows.Step.ROW) {
            this.rows.close();
            this.rows = openRows();
        }
        return this.rows.value();
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

package io.sensorstreams.consumer.reread;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.common.wire.RowHeaderWriter;
import io.sensorstreams.consumer.directory.SegmentName;
import io.sensorstreams.consumer.format.FileColumns;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.format.LineBuffer;
import io.sensorstreams.consumer.format.LineFormat;
import io.sensorstreams.consumer.parquet.ParquetCodec;
import io.sensorstreams.consumer.parquet.ParquetRow;
import io.sensorstreams.consumer.parquet.ParquetSegment;
import io.sensorstreams.consumer.parquet.ParquetSettings;
import io.sensorstreams.consumer.parquet.output.ParquetFormat;
import io.sensorstreams.consumer.parquet.type.NumberMode;
import io.sensorstreams.consumer.parquet.type.TimePattern;
import io.sensorstreams.consumer.parquet.type.WidestTypes;
import io.sensorstreams.consumer.sink.Sink;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * A partition of topic AIR and its files for tests of code that reads both. Rows are
 * appended to Kafka and to the open file of their columns, and {@link #roll} seals all
 * files.
 */
public final class MadePartition implements RecordSource {

    /** Owner of the files. */
    public static final String INSTANCE = "consumer-0";

    private final Path directory;

    private final FileFormat files;

    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    private final List<LedgerEntry> entries = new ArrayList<>();

    private final RowHeaderWriter identities = new RowHeaderWriter("air", 1);

    private LineFormat format;

    private final List<OpenFile> open = new ArrayList<>();

    private String owner = INSTANCE;

    private long seq;

    private long offset;

    private long logStart;

    /** Creates a partition with CSV files. */
    public MadePartition(Path output) {
        this(output, FileFormat.CSV);
    }

    /** Creates a partition with files of a format. */
    public MadePartition(Path output, FileFormat files) {
        this.directory = output;
        this.files = files;
        this.format = ParquetFormat.of(files);
    }

    /** The sink of the files. */
    public Sink sink() {
        return new Sink("AIR", "AIR", this.directory, this.files);
    }

    /** Directory of the files. */
    public Path directory() {
        return sink().partitionDirectory(0);
    }

    /** Appends n rows to Kafka and to the open file. */
    public MadePartition rows(int n) {
        for (int i = 0; i < n; i++) {
            row("{\"Time\":\"t%d\",\"PM10\":%d.0}".formatted(this.seq, this.offset));
        }
        return this;
    }

    /** Appends a row to Kafka and to the open file. */
    public MadePartition row(String value) {
        write(addToKafka(value, this.seq++));
        return this;
    }

    /** Appends a row to Kafka, but to no file. */
    public MadePartition unwritten(String value) {
        addToKafka(value, this.seq++);
        return this;
    }

    /** Appends a row to the open file, but not to Kafka. */
    public MadePartition foreign(String value) {
        write(addToKafka(value, this.seq++));
        this.records.remove(this.records.size() - 1);
        return this;
    }

    /** Appends a row with an identity that occurred before. */
    public MadePartition repeated(String value, long seq) {
        write(addToKafka(value, seq));
        return this;
    }

    /** Skips offsets, as transaction markers do. */
    public MadePartition skipOffsets(int n) {
        this.offset += n;
        return this;
    }

    /** Seals the open files. */
    public MadePartition roll() {
        commit(true);
        return this;
    }

    /** Changes the owner of later files. */
    public MadePartition ownedBy(String owner) {
        this.owner = owner;
        return this;
    }

    /** Removes all records before an offset from Kafka. */
    public MadePartition deleteRecordsBelow(long logStart) {
        this.logStart = logStart;
        this.records.removeIf((record) -> record.offset() < logStart);
        return this;
    }

    /** Commits the open files and returns all files. */
    public List<LedgerEntry> files() {
        commit(false);
        return List.copyOf(this.entries);
    }

    /** Offset after the last record. */
    public long end() {
        return this.offset;
    }

    /** Offset of the first record that Kafka still has. */
    public long logStart() {
        return this.logStart;
    }

    /** Returns a file by its number, from 0. */
    public Path file(int number) {
        return directory().resolve(this.entries.get(number).file());
    }

    /** Lines of a file, including the header. */
    public List<String> lines(int number) throws IOException {
        return new ArrayList<>(Files.readAllLines(file(number)));
    }

    /** Replaces a file's content and updates its ledger entry to match. */
    public void rewrite(int number, List<String> lines) throws IOException {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        Files.write(file(number), bytes);
        this.entries.set(number,
                this.entries.get(number)
                    .toBuilder()
                    .rows(lines.size() - 1L)
                    .bytes(bytes.length)
                    .crc32c(crc32c(bytes))
                    .build());
    }

    private ConsumerRecord<byte[], byte[]> addToKafka(String value, long seq) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(this.identities.header(seq));
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("AIR", 0, this.offset++, 0,
                TimestampType.CREATE_TIME, 0, 0, null, value.getBytes(StandardCharsets.UTF_8), headers,
                Optional.empty());
        this.records.add(record);
        return record;
    }

    private void write(ConsumerRecord<byte[], byte[]> record) {
        LineBuffer line = new LineBuffer();
        try {
            this.format.read(record.value());
        }
        catch (MalformedRowException e) {
            return;
        }
        OpenFile file = this.open.stream()
            .filter((candidate) -> this.format.fits(candidate.columns))
            .findFirst()
            .orElseGet(() -> {
                this.format.startFile(line);
                OpenFile started = new OpenFile(this.format.file(), this.owner, record.offset());
                this.open.add(started);
                return started;
            });
        if (this.files.isParquet()) {
            file.addToParquet(record.value(), record.offset());
            return;
        }
        this.format.continueFile(file.columns);
        this.format.appendLine(line);
        file.bytes.write(line.array(), 0, line.length());
        file.rows++;
        file.next = record.offset() + 1;
    }

    private void commit(boolean sealed) {
        this.open.forEach((file) -> commit(file, sealed));
        this.open.clear();
        this.entries.sort(Comparator.comparingLong(LedgerEntry::firstOffset));
    }

    private void commit(OpenFile open, boolean sealed) {
        byte[] bytes = this.files.isParquet() ? open.parquet() : stored(open.bytes.toByteArray());
        String file = SegmentName.of("AIR", 0, open.first, this.files.extension());
        this.entries.add(LedgerEntry.builder("AIR", "AIR", 0, file)
            .nextOffset(open.next)
            .rows(open.rows)
            .bytes(bytes.length)
            .crc32c(crc32c(bytes))
            .sealed(sealed)
            .owner(open.owner)
            .topicId("topic-1")
            .disk("disk of " + open.owner)
            .build());
        try {
            Files.createDirectories(directory());
            Files.writeString(directory().resolve(".disk"), "cluster-1\ntopic-1\ndisk of " + INSTANCE + "\n");
            Files.write(directory().resolve(file), bytes);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class OpenFile {

        private static final ParquetSettings SETTINGS = new ParquetSettings(NumberMode.DECIMAL, "Time",
                TimePattern.USUAL, false, ParquetCodec.ZST, 64 * 1024);

        private final ParquetRow row = new ParquetRow();

        private ParquetSegment segment;

        private final FileColumns columns;

        private final String owner;

        private final long first;

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        private long rows;

        private long next;

        OpenFile(FileColumns columns, String owner, long first) {
            this.columns = columns;
            this.owner = owner;
            this.first = first;
        }

        private void addToParquet(byte[] value, long offset) {
            try {
                this.row.read(value);
                if (this.segment == null) {
                    this.segment = ParquetSegment.open(this.bytes, this.row, SETTINGS, new WidestTypes());
                }
                this.segment.append(this.row, offset, null);
            }
            catch (IOException | MalformedRowException e) {
                throw new IllegalStateException(e);
            }
            this.rows++;
            this.next = offset + 1;
        }

        private byte[] parquet() {
            try {
                this.segment.finish();
            }
            catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return this.bytes.toByteArray();
        }

    }

    private byte[] stored(byte[] lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = this.files.compression().compress(bytes)) {
            out.write(lines);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String crc32c(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return String.format("%08x", crc.getValue());
    }

    @Override
    public Iterator<ConsumerRecord<byte[], byte[]>> read(long from, long to) {
        if (from < this.logStart && from < to) {
            throw new IllegalStateException("Kafka does not have offset " + from);
        }
        return this.records.stream().filter((record) -> record.offset() >= from && record.offset() < to).iterator();
    }

    @Override
    public void close() {
        // holds nothing
    }

}

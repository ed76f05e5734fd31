package io.sensorstreams.consumer.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.common.wire.RowHeaderWriter;
import io.sensorstreams.consumer.reread.RecordSource;
import io.sensorstreams.consumer.sink.CsvFormat;
import io.sensorstreams.consumer.sink.LineBuffer;
import io.sensorstreams.consumer.sink.LineFormat;
import io.sensorstreams.consumer.sink.SegmentName;
import io.sensorstreams.consumer.sink.Sink;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * A partition of topic AIR with its files, all made by hand: rows are appended to Kafka
 * and to the open file, and {@link #roll} seals it.
 */
final class AuditedPartition implements RecordSource {

    static final String INSTANCE = "consumer-0";

    private final Path directory;

    private final Supplier<LineFormat> formats;

    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    private final List<LedgerEntry> entries = new ArrayList<>();

    private final RowHeaderWriter identities = new RowHeaderWriter("air", 1);

    private LineFormat format;

    private ByteArrayOutputStream open = new ByteArrayOutputStream();

    private String owner = INSTANCE;

    private long rowsOpen;

    private long firstOpen;

    private long seq;

    private long offset;

    private long logStart;

    AuditedPartition(Path output) {
        this(output, CsvFormat::new);
    }

    AuditedPartition(Path output, Supplier<LineFormat> formats) {
        this.directory = output;
        this.formats = formats;
        this.format = formats.get();
    }

    Sink sink() {
        return new Sink("AIR", "AIR", this.directory, this.formats);
    }

    Path directory() {
        return sink().partitionDirectory(0);
    }

    /** Appends n rows to Kafka and to the open file. */
    AuditedPartition rows(int n) {
        for (int i = 0; i < n; i++) {
            row("{\"Time\":\"t%d\",\"PM10\":%d.0}".formatted(this.seq, this.offset));
        }
        return this;
    }

    AuditedPartition row(String value) {
        write(addToKafka(value, this.seq++));
        return this;
    }

    /** Appends a row that Kafka has, but no file. */
    AuditedPartition unwritten(String value) {
        addToKafka(value, this.seq++);
        return this;
    }

    /** Appends a row whose identity came before. */
    AuditedPartition repeated(String value, long seq) {
        write(addToKafka(value, seq));
        return this;
    }

    /** Leaves out offsets, as transaction markers do. */
    AuditedPartition skipOffsets(int n) {
        this.offset += n;
        return this;
    }

    /** Seals the open file. */
    AuditedPartition roll() {
        return commit(true, this.offset);
    }

    AuditedPartition ownedBy(String owner) {
        this.owner = owner;
        return this;
    }

    /** What Kafka has removed: all records below an offset. */
    AuditedPartition deleteRecordsBelow(long logStart) {
        this.logStart = logStart;
        this.records.removeIf((record) -> record.offset() < logStart);
        return this;
    }

    /** Commits the open file and audits all. */
    PartitionReport audit() throws IOException {
        return audit(LineDifference.CAPACITY, List.of());
    }

    PartitionReport audit(int capacity, List<Path> strays) throws IOException {
        if (this.rowsOpen > 0) {
            commit(false, this.offset);
        }
        List<Segment> segments = new ArrayList<>();
        for (LedgerEntry entry : this.entries) {
            Path path = directory().resolve(entry.file());
            segments.add(new Segment(entry, path, Segment.uncommitted(entry, path)));
        }
        PartitionScope scope = new PartitionScope(sink(), 0, INSTANCE, segments, strays, this.logStart, this.offset,
                this.offset);
        return new PartitionAudit(scope, this, capacity).run();
    }

    Path file(int number) {
        return directory().resolve(this.entries.get(number).file());
    }

    List<String> lines(int number) throws IOException {
        return new ArrayList<>(Files.readAllLines(file(number)));
    }

    /** Replaces a file's content and makes the ledger believe it. */
    void rewrite(int number, List<String> lines) throws IOException {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        Files.write(file(number), bytes);
        LedgerEntry old = this.entries.get(number);
        this.entries.set(number, new LedgerEntry(old.group(), old.topic(), 0, old.file(), old.firstOffset(),
                old.nextOffset(), lines.size() - 1L, bytes.length, crc32c(bytes), old.sealed(), old.owner()));
    }

    void forget(int number) {
        this.entries.remove(number);
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
        if (this.rowsOpen > 0 && !this.format.fits()) {
            commit(true, record.offset());
        }
        if (this.rowsOpen == 0) {
            this.format.startFile(line);
            this.firstOpen = record.offset();
        }
        this.format.appendLine(line);
        this.open.write(line.array(), 0, line.length());
        this.rowsOpen++;
    }

    private AuditedPartition commit(boolean sealed, long nextOffset) {
        byte[] bytes = this.open.toByteArray();
        String file = SegmentName.of("AIR", 0, this.firstOpen, this.format.extension());
        this.entries.add(new LedgerEntry("AIR", "AIR", 0, file, this.firstOpen, nextOffset, this.rowsOpen, bytes.length,
                crc32c(bytes), sealed, this.owner));
        try {
            Files.createDirectories(directory());
            Files.write(directory().resolve(file), bytes);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.open = new ByteArrayOutputStream();
        this.rowsOpen = 0;
        return this;
    }

    private static String crc32c(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return String.format("%08x", crc.getValue());
    }

    @Override
    public Iterator<ConsumerRecord<byte[], byte[]>> read(long from, long to) {
        return this.records.stream().filter((record) -> record.offset() >= from && record.offset() < to).iterator();
    }

    @Override
    public void close() {
        // holds nothing
    }

}

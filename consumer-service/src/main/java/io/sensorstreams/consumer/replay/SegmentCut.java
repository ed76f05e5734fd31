package io.sensorstreams.consumer.replay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.consumer.directory.DirectoryLabel;
import io.sensorstreams.consumer.files.CommittedStream;
import io.sensorstreams.consumer.format.FileColumns;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.format.LineFormat;
import io.sensorstreams.consumer.reread.RecordSource;
import io.sensorstreams.consumer.reread.SinkLines;
import io.sensorstreams.consumer.sink.Sink;

/**
 * Computes the length of a file without its rows from an offset on. The length of these
 * rows is computed from their records in Kafka; earlier records need not be in Kafka any
 * longer. Changes nothing.
 */
record SegmentCut(Sink sink, LedgerEntry entry) {

    /**
     * Returns the entry of the file without its rows from an offset on. It is sealed: the
     * next row starts a new file.
     * @throws ReplayRefusedException when the file is not here or not intact
     */
    LedgerEntry before(long from, RecordSource records) throws IOException {
        if (!isHere()) {
            throw ReplayRefusedException.damaged(this.entry, "is on the disk of instance '" + this.entry.owner() + "'");
        }
        if (!checksum(this.entry.bytes()).equals(this.entry.crc32c())) {
            throw ReplayRefusedException.damaged(this.entry,
                    "does not have the ledger's checksum " + this.entry.crc32c());
        }
        SinkLines lines = new SinkLines(records.read(from, this.entry.nextOffset()), FileFormat.of(this.entry.file()),
                (record) -> true);
        lines.only(columns(lines.format()));
        SinkLines.Count cut = lines.count(this.entry.nextOffset());
        long bytes = this.entry.bytes() - cut.bytes();
        if (cut.rows() >= this.entry.rows() || !endsLine(bytes)) {
            throw ReplayRefusedException.damaged(this.entry,
                    "does not contain the rows that Kafka has from offset " + from);
        }
        return this.entry.toBuilder()
            .nextOffset(from)
            .rows(this.entry.rows() - cut.rows())
            .bytes(bytes)
            .crc32c(checksum(bytes))
            .sealed(true)
            .build();
    }

    /** Other files may have records of the same offsets with other columns. */
    private FileColumns columns(LineFormat format) throws IOException {
        try {
            format.resumeFile(firstLine());
            return format.file();
        }
        catch (MalformedRowException e) {
            throw ReplayRefusedException.damaged(this.entry, "has no readable first line: " + e.getMessage());
        }
    }

    private byte[] firstLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (InputStream in = new BufferedInputStream(CommittedStream.open(file(), this.entry.bytes()))) {
            for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
                line.write(b);
            }
        }
        return line.toByteArray();
    }

    private Path file() {
        return this.sink.partitionDirectory(this.entry.partition()).resolve(this.entry.file());
    }

    private boolean isHere() throws IOException {
        return Files.isRegularFile(file(), LinkOption.NOFOLLOW_LINKS)
                && DirectoryLabel.read(this.sink.partitionDirectory(this.entry.partition()))
                    .filter((label) -> label.holds(this.entry))
                    .isPresent();
    }

    private String checksum(long bytes) throws IOException {
        try (CommittedStream committed = CommittedStream.open(file(), bytes)) {
            committed.drain();
            return committed.crc32c();
        }
    }

    private boolean endsLine(long bytes) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file())) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return bytes > 0 && channel.position(bytes - 1).read(last) == 1 && last.get(0) == '\n';
        }
    }

}

package io.sensorstreams.consumer.segment;

import java.io.IOException;

import io.sensorstreams.consumer.directory.PartitionDirectory;
import io.sensorstreams.consumer.directory.SegmentName;
import io.sensorstreams.consumer.format.FileColumns;
import io.sensorstreams.consumer.format.OpenFile;
import org.jspecify.annotations.Nullable;

/**
 * A segment whose rows wait in a temporary file until it is complete. Owned by one
 * thread.
 */
public final class OpenSegment implements OpenFile {

    private final String name;

    private final TemporaryFile file;

    private final SegmentEncoder encoder;

    private final FileColumns columns;

    private long rows;

    private long nextOffset;

    private OpenSegment(String name, TemporaryFile file, SegmentEncoder encoder, FileColumns columns) {
        this.name = name;
        this.file = file;
        this.encoder = encoder;
        this.columns = columns;
    }

    /** Creates the temporary file of a segment with the columns of the current value. */
    public static OpenSegment create(PartitionDirectory directory, String name, SegmentFormat format)
            throws IOException {
        TemporaryFile file = new TemporaryFile(directory.create(SegmentName.temporary(name)));
        try {
            SegmentEncoder encoder = format.encoder(file);
            return new OpenSegment(name, file, encoder, format.rows().file());
        }
        catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return this.name;
    }

    /** Name of the file until the segment is complete. */
    public String temporary() {
        return SegmentName.temporary(this.name);
    }

    @Override
    public FileColumns columns() {
        return this.columns;
    }

    @Override
    public long rows() {
        return this.rows;
    }

    @Override
    public long bytes() {
        return this.file.length() + this.encoder.buffered();
    }

    /** Offset after the last row. */
    public long nextOffset() {
        return this.nextOffset;
    }

    /** Whether the row that was read, which has the columns of the file, fits it. */
    public boolean fits() {
        return this.encoder.fits();
    }

    /** Appends the row that the line format of the partition has read. */
    public void append(long offset, byte[] value, byte @Nullable [] header) throws IOException {
        this.encoder.append(offset, value, header);
        this.rows++;
        this.nextOffset = offset + 1;
    }

    @Override
    public String lastLine() {
        return this.encoder.lastLine();
    }

    /** Writes and forces the rest of the file. */
    public void complete() throws IOException {
        this.encoder.close();
        this.file.force();
    }

    /** Checksum of a complete file, in the form of the ledger. */
    public String checksum() {
        return this.file.checksum();
    }

    /** Closes the file. A segment that is not complete is lost. */
    @Override
    public void close() throws IOException {
        try (this.file) {
            this.file.discard();
            this.encoder.discard();
        }
    }

}

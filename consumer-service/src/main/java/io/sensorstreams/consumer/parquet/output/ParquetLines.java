package io.sensorstreams.consumer.parquet.output;

import java.io.IOException;
import java.io.InputStream;

import io.sensorstreams.consumer.bytes.CommittedBytes;
import io.sensorstreams.consumer.format.DamagedContentException;
import io.sensorstreams.consumer.format.LineBuffer;
import io.sensorstreams.consumer.parquet.ParquetRows;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a Parquet file as lines. Damage is a {@link DamagedContentException} of a
 * read, even at the start; other failures are those of {@link CommittedBytes}. Not
 * thread-safe.
 */
public final class ParquetLines extends InputStream {

    private final CommittedBytes file;

    private final boolean json;

    private @Nullable ParquetRows rows;

    private LineBuffer line = new LineBuffer();

    private int from;

    /** Thrown by the next read, after the rows before it were returned. */
    private @Nullable IOException failure;

    private ParquetLines(CommittedBytes file, boolean json) {
        this.file = file;
        this.json = json;
    }

    /** Each row as a JSON object. */
    public static InputStream json(CommittedBytes file) {
        return new ParquetLines(file, true);
    }

    /** Each row as a line that is compared with the lines of records. */
    public static InputStream compared(CommittedBytes file) {
        return new ParquetLines(file, false);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int start, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        int count = 0;
        while (count < most && (this.from < this.line.length() || nextLine())) {
            int step = Math.min(most - count, this.line.length() - this.from);
            System.arraycopy(this.line.array(), this.from, target, start + count, step);
            this.from += step;
            count += step;
        }
        if (count == 0 && this.failure != null) {
            throw this.failure;
        }
        return (count > 0) ? count : -1;
    }

    private boolean nextLine() {
        if (this.failure != null) {
            return false;
        }
        try {
            return readRow();
        }
        catch (IOException e) {
            IOException unread = CommittedBytes.unread(e);
            this.failure = (unread != null) ? unread
                    : new DamagedContentException("its content is damaged: " + e.getMessage(), e);
        }
        return false;
    }

    private boolean readRow() throws IOException {
        ParquetRows open = this.rows;
        if (open == null) {
            open = ParquetRows.open(this.file);
            this.rows = open;
        }
        if (!open.next()) {
            return false;
        }
        this.line = this.json ? open.json() : open.line();
        this.from = 0;
        return true;
    }

    @Override
    public void close() throws IOException {
        if (this.rows != null) {
            this.rows.close();
        }
    }

}

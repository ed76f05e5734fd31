package io.sensorstreams.producer.csv;

import java.io.IOException;

import io.sensorstreams.producer.cells.Cells;
import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.SourceException;
import io.sensorstreams.producer.row.Supply;
import io.sensorstreams.producer.text.TextChecksum;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a CSV text from the last to the first, in constant memory. The quotes
 * of its dialect are paired. A line with an odd number of quotes is part of a row that
 * continues in the line before it. Where quotes are not paired, lines are rejected one by
 * one, as in forward order.
 */
final class BackwardRows implements RawRows {

    private static final int BLOCK = 32 * 1024;

    private final CsvText text;

    private final WatchedFile file;

    /** Offset of the first row; nothing before it is read. */
    private final long floor;

    private final long size;

    private final Cells cells;

    private final int quote;

    private final FileIdentity opened;

    /** Checksum of the end of the text, from an offset that was read or is before it. */
    private final TextChecksum checksum = new TextChecksum();

    /** Filled from the end towards the start. */
    private byte[] buffer = new byte[2 * BLOCK];

    /** Index of the first filled byte in the buffer. */
    private int first = this.buffer.length;

    /** End of the bytes that are not read yet. */
    private int end = this.buffer.length;

    /** Offset of {@link #end} in the text. */
    private long offset;

    /** Bytes of the row that is being assembled; it ends at {@link #end}. */
    private int length;

    private int quotes;

    private int rowEnd;

    private int rowLength;

    /** Start of the current row when the row did not fit into the buffer. */
    private byte @Nullable [] tooLong;

    /** Whether the current line begins before {@link #offset}. */
    private boolean unfinished;

    /** End of the current line when the line did not fit into the buffer. */
    private long lineEnd;

    /** Offset up to which lines are counted. */
    private long countedTo;

    private long counted;

    /**
     * @param floor offset of the first row
     * @param passed bytes at the end of the text that were read before
     * @param seen the file, and the checksum of these bytes or more
     * @throws SourceException when no row ends at this position
     */
    BackwardRows(CsvText text, long floor, long passed, FileIdentity seen) throws IOException {
        this.text = text;
        this.cells = Cells.of(text.dialect());
        this.quote = this.cells.quote();
        this.opened = seen;
        this.checksum.restore(seen.bytes(), seen.checksum(), seen.unread());
        this.file = new WatchedFile(text.name(), text.path());
        this.floor = floor;
        this.size = this.file.size();
        this.offset = this.size - passed;
        if (this.offset < floor || !isLineStart()) {
            close();
            throw new SourceException(text.name() + " has no row that ends " + passed
                    + " bytes before its end, where reading continues: it became shorter or was replaced");
        }
        this.file.readsBackwardFrom(this.offset, BLOCK);
    }

    private boolean isLineStart() throws IOException {
        if (this.offset == this.size || this.offset == this.floor) {
            return true;
        }
        this.file.seek(this.offset - 1);
        return this.file.read() == '\n';
    }

    @Override
    public boolean next() throws IOException {
        if (this.unfinished) {
            passOn();
            return true;
        }
        this.tooLong = null;
        if (this.offset == this.floor) {
            this.file.checkUnchanged();
            return false;
        }
        this.length = 0;
        this.quotes = 0;
        boolean whole = addLine(false);
        int lastLine = this.length;
        if (!whole) {
            this.cells.fail("row is longer than " + MAX_ROW + " bytes");
            this.lineEnd = this.offset;
            passOn();
            return true;
        }
        while (whole && this.quotes % 2 != 0 && this.length < this.offset - this.floor) {
            whole = addLine(false);
        }
        if (whole && splits(this.length)) {
            pass(this.length);
        }
        else {
            // A line with an odd number of quotes is never valid alone.
            splits(lastLine);
            pass(lastLine);
        }
        return true;
    }

    @Override
    public boolean isUnfinished() {
        return this.unfinished;
    }

    /** Whether the bytes before {@link #end} are one valid row; splits them. */
    private boolean splits(int bytes) {
        int rowEnd = this.cells.split(this.buffer, this.end - bytes, this.end, true);
        return rowEnd == this.end && this.cells.fault() == null;
    }

    private void pass(int bytes) {
        this.rowEnd = this.end;
        this.rowLength = bytes;
        this.end -= bytes;
        this.offset -= bytes;
    }

    /**
     * Adds the preceding line to the row.
     * @param inside whether the row already contains the end of that line
     * @return false when the row is longer than {@link #MAX_ROW}
     */
    private boolean addLine(boolean inside) throws IOException {
        boolean ended = inside;
        while (this.length < this.offset - this.floor) {
            if (this.length == MAX_ROW) {
                return false;
            }
            if (this.end - this.length == this.first) {
                load();
            }
            byte b = this.buffer[this.end - this.length - 1];
            if (b == '\n' && ended) {
                return true;
            }
            if (b == this.quote) {
                this.quotes++;
            }
            ended = true;
            this.length++;
        }
        return true;
    }

    private void load() throws IOException {
        sum(passed());
        int kept = this.end - this.first;
        int block = (int) Math.min(BLOCK, this.offset - kept - this.floor);
        if (this.first < block) {
            byte[] target = (this.buffer.length - kept < block) ? new byte[2 * this.buffer.length] : this.buffer;
            System.arraycopy(this.buffer, this.first, target, target.length - kept, kept);
            this.buffer = target;
            this.end = target.length;
            this.first = this.end - kept;
        }
        this.first -= block;
        this.file.seek(this.offset - kept - block);
        this.file.readFully(this.buffer, this.first, block);
    }

    /** Adds the end of the text to the checksum, which is in the buffer. */
    private void sum(long reached) {
        long added = reached - this.checksum.bytes();
        if (added > 0) {
            int from = this.end + (int) (this.size - reached - this.offset);
            this.checksum.prepend(this.buffer, from, from + (int) added);
        }
    }

    @Override
    public @Nullable Supply supply() {
        return this.file.supply();
    }

    @Override
    public FileIdentity identity(long reached) {
        sum(reached);
        return this.opened.with(this.checksum.bytes(), this.checksum.value());
    }

    /** Skips the rest of the current line, or one slice of it, and keeps its start. */
    private void passOn() throws IOException {
        long stop = this.offset - SLICE;
        boolean found = false;
        while (!found && this.offset > stop) {
            pass(this.length);
            this.length = 0;
            found = addLine(true);
        }
        this.unfinished = !found;
        if (found) {
            pass(this.length);
            byte[] start = new byte[(int) Math.min(MAX_RAW, this.lineEnd - this.offset)];
            this.file.seek(this.offset);
            this.file.readFully(start, 0, start.length);
            this.file.readsBackwardFrom(this.offset - (this.end - this.first), BLOCK);
            this.tooLong = RawRows.copy(start, 0, start.length);
        }
    }

    @Override
    public Cells cells() {
        return this.cells;
    }

    @Override
    public byte[] raw() {
        return (this.tooLong != null) ? this.tooLong
                : RawRows.copy(this.buffer, this.rowEnd - this.rowLength, this.rowEnd);
    }

    @Override
    public long passed() {
        return this.size - this.offset;
    }

    @Override
    public long uncounted() {
        return Math.abs(this.offset - this.countedTo);
    }

    /** Counts lines only when called, starting from the line of the last call. */
    @Override
    public long line() throws IOException {
        if (this.offset >= this.countedTo) {
            this.counted += this.text.countLines(this.countedTo, this.offset);
        }
        else {
            this.counted -= this.text.countLines(this.offset, this.countedTo);
        }
        this.countedTo = this.offset;
        return this.counted + 1;
    }

    @Override
    public void close() throws IOException {
        this.file.close();
        this.text.discard();
    }

}

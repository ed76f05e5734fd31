package io.sensorstreams.producer.csv;

import java.io.IOException;

import io.sensorstreams.producer.cells.Cells;
import io.sensorstreams.producer.cells.LineSplitter;
import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.Supply;
import io.sensorstreams.producer.text.TextChecksum;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a CSV text from the first to the last, in constant memory. Skips a
 * byte order mark.
 */
public final class ForwardRows implements RawRows {

    private static final int BUFFER = 32 * 1024;

    private final CsvText text;

    private final TextInput in;

    private Cells cells;

    /** Checksum of the text up to an offset that is in the buffer, or after it. */
    private final TextChecksum checksum = new TextChecksum();

    private long header;

    private byte[] buffer = new byte[BUFFER];

    /** First byte of the current row. */
    private int from;

    /** First byte after the current row and its line end. */
    private int to;

    /** End of the bytes in the buffer. */
    private int limit;

    /** Bytes of the text up to {@link #limit}. */
    private long read;

    /** Whether the text ends at {@link #limit}. */
    private boolean last;

    /** Bytes skipped by {@link #skipTo}; {@link #line} counts their lines. */
    private long uncounted;

    /** Lines before the current row, without those in {@link #uncounted}. */
    private long linesBefore;

    private int linesOfRow;

    /** Start of the current row when the row did not fit into the buffer. */
    private byte @Nullable [] tooLong;

    private boolean unfinished;

    /** See {@link #grows}. */
    private boolean growing;

    private End end = End.LAST;

    public ForwardRows(CsvText text, TextInput.Limit limit) throws IOException {
        this.text = text;
        this.cells = Cells.of(text.dialect());
        this.in = text.open(limit);
        try {
            while (this.limit < 3 && !this.last) {
                fill();
            }
        }
        catch (IOException e) {
            this.in.close();
            throw e;
        }
        this.to = CsvText.markLength(this.buffer, this.limit);
    }

    /** Moves to the next row as other cells split it. */
    boolean next(Cells other) throws IOException {
        Cells before = this.cells;
        this.cells = other;
        try {
            return next();
        }
        finally {
            this.cells = before;
        }
    }

    /** Whether the next line names the separator for Excel. */
    boolean isAtSeparatorLine() {
        return LineSplitter.namesSeparator(this.buffer, this.to, this.limit);
    }

    /** Lets {@link #next} return the current row again, which fits into the buffer. */
    void readAgain() {
        this.to = this.from;
        this.linesOfRow = 0;
    }

    void endHeader() {
        sum(passed());
        this.header = this.checksum.value();
    }

    /**
     * Skips to an offset of the text, where a row must begin.
     * @param seen checksum of the text up to this offset or after it
     */
    void skipTo(long bytes, FileIdentity seen) throws IOException {
        this.checksum.restore(seen.bytes(), seen.checksum(), seen.unread());
        // One byte less: the byte before the offset must be the end of a line.
        skip(bytes - 1 - passed());
        while (this.limit - this.to < 3 && !this.last) {
            fill();
        }
        if (this.limit == this.to) {
            throw ReadFault.tooShort(this.text.name(), bytes);
        }
        boolean textEnds = this.limit - this.to == 1;
        this.to = RawRows.afterLine(this.buffer, this.to, this.limit);
        if (this.to < 0) {
            throw ReadFault.noRow(this.text.name(), bytes);
        }
        this.linesOfRow = 0;
        if (this.text.isPlain()) {
            this.uncounted = passed();
            this.linesBefore = 0;
        }
        else {
            this.linesBefore += textEnds ? 0 : 1;
        }
    }

    private void skip(long bytes) throws IOException {
        int buffered = (int) Math.min(bytes, this.limit - this.to);
        this.linesBefore += this.linesOfRow + CsvText.countLines(this.buffer, this.to, this.to + buffered);
        this.to += buffered;
        this.from = this.to;
        if (this.text.isPlain()) {
            this.in.skipNBytes(bytes - buffered);
            this.read += bytes - buffered;
        }
        else {
            // Counts lines as well, because the text has to be decompressed anyway.
            TextInput.Skipped skipped = this.in.skipText(bytes - buffered);
            this.last = skipped.bytes() < bytes - buffered;
            this.linesBefore += skipped.lines();
            this.read += skipped.bytes();
        }
    }

    @Override
    public boolean next() throws IOException {
        this.end = End.LAST;
        if (this.unfinished) {
            this.to = 0;
            passOn();
            return true;
        }
        this.linesBefore += this.linesOfRow;
        this.tooLong = null;
        this.from = this.to;
        int end = this.cells.split(this.buffer, this.from, this.limit, this.last);
        while (end == Cells.INCOMPLETE) {
            if (this.limit - this.from == MAX_ROW) {
                passTooLong();
                return true;
            }
            fill();
            if (this.end == End.WAITING) {
                this.linesOfRow = 0;
                return false;
            }
            end = this.cells.split(this.buffer, this.from, this.limit, this.last);
        }
        this.to = end;
        this.linesOfRow = this.cells.isQuoted() ? CsvText.countLines(this.buffer, this.from, end) : 1;
        if (this.from == end) {
            this.in.checkUnchanged();
            this.end = this.in.isReadToEnd() ? End.LAST : End.GROWN;
            return false;
        }
        return true;
    }

    /** See {@link WatchedFile#checkUnchanged}. */
    void checkUnchanged() throws IOException {
        this.in.checkUnchanged();
    }

    /** Adds the start of the text to the checksum, up to an offset in the buffer. */
    private void sum(long reached) {
        this.checksum.appendUntil(reached, this.buffer, this.limit - (int) (this.read - reached));
    }

    @Override
    public @Nullable Supply supply() {
        return this.in.supply();
    }

    @Override
    public FileIdentity identity(long reached) {
        sum(reached);
        return this.in.identity(this.header, this.checksum);
    }

    @Override
    public void grows(boolean more) {
        this.growing = more;
        this.last &= !more;
    }

    @Override
    public End end() {
        return this.end;
    }

    @Override
    public boolean isUnfinished() {
        return this.unfinished;
    }

    @Override
    public Cells cells() {
        return this.cells;
    }

    @Override
    public byte[] raw() {
        return (this.tooLong != null) ? this.tooLong : RawRows.copy(this.buffer, this.from, this.to);
    }

    @Override
    public long passed() {
        return this.read - (this.limit - this.to);
    }

    @Override
    public long uncounted() {
        return this.uncounted;
    }

    @Override
    public long line() throws IOException {
        this.linesBefore += (this.uncounted > 0) ? this.text.countLines(0, this.uncounted) : 0;
        this.uncounted = 0;
        return this.linesBefore + 1;
    }

    @Override
    public void close() throws IOException {
        this.in.close();
    }

    private void fill() throws IOException {
        int kept = this.limit - this.from;
        sum(this.read - kept);
        this.buffer = RawRows.room(this.buffer, this.from, kept);
        this.to -= this.from;
        this.from = 0;
        this.limit = kept;
        // Fills the buffer completely: a long row is split again after each read.
        int count = this.in.readNBytes(this.buffer, kept, this.buffer.length - kept);
        this.limit += count;
        this.read += count;
        this.end = (this.growing && count == 0) ? End.WAITING : End.LAST;
        this.last = !this.growing && this.limit < this.buffer.length && !this.in.isFaulty();
    }

    /** Rejects the current line, keeps its start, and continues after it. */
    private void passTooLong() throws IOException {
        this.linesOfRow = 1;
        this.to = RawRows.nextLine(this.buffer, this.from, this.limit);
        if (this.to > 0) {
            this.cells.fail("quoted field is not closed within " + MAX_ROW + " bytes");
            return;
        }
        this.tooLong = RawRows.copy(this.buffer, this.from, this.limit);
        this.cells.fail("row is longer than " + MAX_ROW + " bytes");
        passOn();
    }

    /** Skips the rest of the current line, or one slice of it. */
    private void passOn() throws IOException {
        long stop = this.read + SLICE;
        while (this.to == 0 && !this.last && this.end != End.WAITING && this.read < stop) {
            this.from = this.limit;
            fill();
            this.to = RawRows.nextLine(this.buffer, 0, this.limit);
        }
        this.unfinished = this.to == 0 && !this.last;
        this.to = (this.to == 0) ? this.limit : this.to;
    }

}

package io.sensorstreams.producer.csv;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;

import io.sensorstreams.producer.cells.Cells;
import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.SourceException;
import io.sensorstreams.producer.row.Supply;
import io.sensorstreams.producer.text.TextChecksum;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a text from the last to the first when only reading forwards shows
 * where a row begins: with escapes, comments or lenient quotes. Reads the text forwards
 * once and divides it into blocks of whole rows. Then reads the blocks from the last to
 * the first. The rows are those of {@link ForwardRows}.
 */
final class IndexedRows implements RawRows {

    private static final int BLOCK = 64 * 1024;

    private final CsvText text;

    private final WatchedFile file;

    private final FileIdentity opened;

    /** Checksum of the end of the text, from the current block or before it. */
    private final TextChecksum checksum = new TextChecksum();

    private final Cells cells;

    private final Blocks blocks;

    private final long size;

    /** Number of the current block; all later ones are passed. */
    private int block;

    /** Offset of the current block. */
    private long start;

    /** The current block, or the first bytes of a row that is too long. */
    private byte[] bytes = {};

    private int length;

    /** Starts of the rows in the block. */
    private int[] starts = new int[1024];

    /** Rows of the block that are not passed. */
    private int rows;

    private int from;

    private int to;

    /** Index in the block where {@link #counted} lines of the text end. */
    private int countedTo;

    private long counted;

    /** The blocks of a text: where they begin, and the lines before them. */
    private static final class Blocks {

        private long[] starts = new long[64];

        private long[] lines = new long[64];

        private boolean[] tooLong = new boolean[64];

        private int count;

        /** Divides the rows from the next one to an offset of the text. */
        Blocks(ForwardRows rows, long end) throws IOException {
            boolean more = true;
            while (more && rows.passed() < end) {
                long at = rows.passed();
                more = rows.next();
                while (more && rows.isUnfinished()) {
                    more = rows.next();
                }
                boolean longer = rows.passed() - at >= MAX_ROW && rows.cells().fault() != null;
                if (this.count == 0 || longer || this.tooLong[this.count - 1]
                        || at - this.starts[this.count - 1] >= BLOCK) {
                    checkInterrupted();
                    add(at, rows.line() - 1, longer);
                    this.count++;
                }
            }
            add(rows.passed(), 0, false);
        }

        private void add(long start, long linesBefore, boolean longer) {
            if (this.count == this.starts.length) {
                this.starts = Arrays.copyOf(this.starts, 2 * this.count);
                this.lines = Arrays.copyOf(this.lines, 2 * this.count);
                this.tooLong = Arrays.copyOf(this.tooLong, 2 * this.count);
            }
            this.starts[this.count] = start;
            this.lines[this.count] = linesBefore;
            this.tooLong[this.count] = longer;
        }

        long end() {
            return this.starts[this.count];
        }

    }

    private IndexedRows(CsvText text, Blocks blocks, long size, FileIdentity seen) throws IOException {
        this.text = text;
        this.blocks = blocks;
        this.opened = seen;
        this.checksum.restore(seen.bytes(), seen.checksum(), seen.unread());
        this.cells = Cells.of(text.dialect());
        this.size = size;
        this.block = blocks.count;
        this.start = blocks.end();
        this.file = new WatchedFile(text.name(), text.path());
        expectBlock();
    }

    /**
     * Opens the rows before a position.
     * @param text the text, not compressed and in UTF-8
     * @param rows the same text, before its first row; is read to the position
     * @param passed bytes at the end of the text that were read before
     * @param seen the file, and the checksum of these bytes or more
     * @param most most bytes of text that are read before the first row
     * @throws FarStartException when there are more
     * @throws SourceException when no row ends at this position
     */
    static IndexedRows open(CsvText text, ForwardRows rows, long passed, FileIdentity seen, long most)
            throws IOException {
        try (WatchedFile file = new WatchedFile(text.name(), text.path())) {
            long size = file.size();
            if (size - rows.passed() > most) {
                throw new FarStartException(text.name(), most);
            }
            Blocks blocks = new Blocks(rows, size - passed);
            if (blocks.end() != size - passed) {
                throw new SourceException(text.name() + " has no row that ends " + passed
                        + " bytes before its end, where reading continues: it became shorter or was replaced");
            }
            return new IndexedRows(text, blocks, size, seen);
        }
    }

    private static void checkInterrupted() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException();
        }
    }

    @Override
    public boolean next() throws IOException {
        while (this.rows == 0) {
            if (this.block == 0) {
                this.file.checkUnchanged();
                return false;
            }
            this.block--;
            load();
        }
        this.rows--;
        this.from = this.starts[this.rows];
        this.to = this.starts[this.rows + 1];
        // A row that is too long as well: its start shows whether it is a comment.
        split(this.from);
        if (this.blocks.tooLong[this.block]) {
            this.cells.fail("row is longer than " + MAX_ROW + " bytes");
        }
        return true;
    }

    /** Reads the current block and finds its rows. */
    private void load() throws IOException {
        this.start = this.blocks.starts[this.block];
        long end = this.blocks.starts[this.block + 1];
        this.counted = this.blocks.lines[this.block];
        this.countedTo = 0;
        sum(end);
        boolean tooLong = this.blocks.tooLong[this.block];
        this.length = (int) Math.min(end - this.start, tooLong ? MAX_ROW : Integer.MAX_VALUE);
        read(this.start, this.length);
        expectBlock();
        this.rows = 0;
        this.starts[0] = 0;
        if (tooLong) {
            addRow(this.length);
            return;
        }
        while (this.starts[this.rows] < this.length) {
            addRow(split(this.starts[this.rows]));
        }
    }

    /** Declares that the block before the current one is read next. */
    private void expectBlock() throws IOException {
        long next = (this.block > 0) ? this.blocks.starts[this.block - 1] : this.start;
        this.file.readsBackwardFrom(this.start, (int) Math.min(MAX_ROW, this.start - next));
    }

    /** Adds the row that begins where the one before ends. */
    private void addRow(int end) {
        if (this.rows + 1 == this.starts.length) {
            this.starts = Arrays.copyOf(this.starts, 2 * this.starts.length);
        }
        this.starts[++this.rows] = end;
    }

    private int split(int at) {
        return this.cells.split(this.bytes, at, Math.min(this.length, at + MAX_ROW), true);
    }

    private void read(long offset, int count) throws IOException {
        if (this.bytes.length < count) {
            this.bytes = new byte[Math.max(2 * BLOCK, count)];
        }
        this.file.seek(offset);
        this.file.readFully(this.bytes, 0, count);
    }

    /** Adds the current block to the checksum, in pieces if it is long. */
    private void sum(long end) throws IOException {
        long at = Math.min(end, this.size - this.checksum.bytes());
        while (at > this.start) {
            int piece = (int) Math.min(2 * MAX_ROW, at - this.start);
            at -= piece;
            read(at, piece);
            this.checksum.prepend(this.bytes, 0, piece);
        }
    }

    @Override
    public boolean isUnfinished() {
        return false;
    }

    @Override
    public Cells cells() {
        return this.cells;
    }

    @Override
    public byte[] raw() {
        return RawRows.copy(this.bytes, this.from, this.to);
    }

    @Override
    public long passed() {
        return this.size - this.start - this.from;
    }

    @Override
    public long uncounted() {
        return 0;
    }

    /** Counts lines only when called. */
    @Override
    public long line() {
        if (this.from >= this.countedTo) {
            this.counted += CsvText.countLines(this.bytes, this.countedTo, this.from);
        }
        else {
            this.counted -= CsvText.countLines(this.bytes, this.from, this.countedTo);
        }
        this.countedTo = this.from;
        return this.counted + 1;
    }

    @Override
    public @Nullable Supply supply() {
        return this.file.supply();
    }

    @Override
    public FileIdentity identity(long reached) {
        return this.opened.with(this.checksum.bytes(), this.checksum.value());
    }

    @Override
    public void close() throws IOException {
        try (this.file) {
            this.text.discard();
        }
    }

}

package io.sensorstreams.producer.range;

import java.io.IOException;

import io.sensorstreams.producer.row.DelegatingRows;
import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out the rows that are not in a range of event times. A row without a time
 * belongs to the row that was read before it; the first ones belong to the range if it is
 * open where reading begins. Owned by one thread.
 */
public final class RangeRows extends DelegatingRows {

    /** Rows that are left out before {@link #next} returns. */
    private static final int SLICE = 4096;

    /** Bytes of rows that are left out before {@link #next} returns. */
    private static final long SLICE_BYTES = 1 << 20;

    private final EventRange range;

    /** Whether rows before the range are left out, and rows are counted without them. */
    private final boolean filters;

    /** Position after which the first row outside of the range is the end. */
    private final long end;

    private boolean inside;

    private long row;

    private RangeRows(Rows rows, EventRange range, boolean filters, Position from, long end) {
        super(rows);
        this.range = range;
        this.filters = filters;
        this.inside = from.row() > 0 || (from.bytes() == 0 && range.isOpenAtStart(filters && rows.isNewestFirst()));
        this.row = from.row();
        this.end = end;
    }

    /** Ends rows at the first one after the range, and leaves out none before it. */
    public static Rows endingWith(Rows rows, EventRange range) {
        return (range.to() == Long.MAX_VALUE) ? rows
                : new RangeRows(rows, new EventRange(Long.MIN_VALUE, range.to()), false, Position.BEGINNING, 0);
    }

    /**
     * Leaves out the rows outside of a range; counts the others from the position.
     * @param from where the rows begin
     * @param end {@link Position#bytes} of a position after which no row of the range
     * follows a row outside of it
     */
    public static Rows only(Rows rows, EventRange range, Position from, long end) {
        return range.equals(EventRange.ALL) ? rows : new RangeRows(rows, range, true, from, end);
    }

    /** The rows without the range. */
    public static Rows unranged(Rows rows) {
        return (rows instanceof RangeRows ranged) ? ranged.rows() : rows;
    }

    @Override
    public Step next() throws IOException {
        long begin = rows().position().bytes();
        for (int left = 0; left < SLICE; left++) {
            Step step = rows().next();
            if (step == Step.END || step == Step.NOT_YET) {
                return step;
            }
            long time = (step == Step.ROW) ? rows().eventTimeMillis() : NO_EVENT_TIME;
            this.inside = (time != NO_EVENT_TIME) ? this.range.contains(time) : this.inside;
            if (this.inside) {
                this.row++;
                return step;
            }
            long bytes = rows().position().bytes();
            if (time != NO_EVENT_TIME && bytes >= this.end) {
                return Step.END;
            }
            if (bytes - begin >= SLICE_BYTES) {
                return Step.NOT_YET;
            }
        }
        return Step.NOT_YET;
    }

    @Override
    public Position position() {
        Position position = rows().position();
        return this.filters ? new Position(this.row, position.bytes(), position.seen()) : position;
    }

    @Override
    public @Nullable FileIdentity identity(Position reached) {
        Position last = rows().position();
        // Only the time of the row that was read last is known for sure.
        return rows().identity((reached.bytes() == last.bytes()) ? last : new Position(-1, reached.bytes()));
    }

}

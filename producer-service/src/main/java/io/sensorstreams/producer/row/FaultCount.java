package io.sensorstreams.producer.row;

import org.jspecify.annotations.Nullable;

/**
 * Counts rows with the same kind of fault, without creating objects. Mutable. Owned by
 * one thread.
 */
public final class FaultCount {

    private static final int LONGEST_REASON = 500;

    private long rows;

    private @Nullable Long line;

    private String reason = "";

    /** Continues an earlier count; null when it was 0. */
    public FaultCount(@Nullable RowFault earlier) {
        if (earlier != null) {
            this.rows = earlier.rows();
            this.line = earlier.line();
            this.reason = earlier.reason();
        }
    }

    public long rows() {
        return this.rows;
    }

    /** Adds a row that is not the first. */
    public void add() {
        this.rows++;
    }

    /** Adds the first row. */
    public void addFirst(@Nullable Long lineOfRow, String fault) {
        this.rows++;
        this.line = lineOfRow;
        this.reason = printable(fault);
    }

    public @Nullable RowFault toStored() {
        return (this.rows > 0) ? new RowFault(this.rows, this.line, this.reason) : null;
    }

    private static String printable(String text) {
        String shown = text.replaceAll("\\p{Cntrl}", "\uFFFD");
        if (shown.length() <= LONGEST_REASON) {
            return shown;
        }
        int end = LONGEST_REASON - 1;
        return shown.substring(0, Character.isHighSurrogate(shown.charAt(end - 1)) ? end - 1 : end) + "…";
    }

}

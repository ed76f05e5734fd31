package io.sensorstreams.producer.random;

import io.sensorstreams.producer.row.CellText;

/**
 * Simulates rain: one shower a day, at a different time each day. A station reports the
 * rain of the last minute, or the total since its yearly reset.
 */
record Shower(long seed, boolean total) implements Column {

    private static final long MILLIS_PER_MINUTE = 60_000;

    private static final long MINUTES_PER_DAY = 1440;

    private static final long MINUTES = 24;

    /** Tenths of a millimetre. */
    private static final long PER_MINUTE = 4;

    private static final long RESET_DAYS = 365;

    @Override
    public void write(CellText cell, Draw draw) {
        long minute = Math.floorDiv(draw.cycleMillis, MILLIS_PER_MINUTE);
        long day = Math.floorDiv(minute, MINUTES_PER_DAY);
        long starts = Math.floorMod(Draw.hash(this.seed + draw.station, day), MINUTES_PER_DAY - MINUTES);
        long passed = Math.floorMod(minute, MINUTES_PER_DAY) - starts;
        if (this.total) {
            long today = Math.max(0, Math.min(MINUTES, passed));
            cell.set((Math.floorMod(day, RESET_DAYS) * MINUTES + today) * PER_MINUTE, 1);
        }
        else {
            cell.set((passed > 0 && passed <= MINUTES) ? PER_MINUTE : 0, 1);
        }
    }

}

package io.sensorstreams.producer.random;

import io.sensorstreams.producer.row.CellText;

/**
 * Simulates a reading with a daily cycle and noise, independent for each station.
 *
 * @param base mean value
 * @param daily amplitude of the daily cycle
 * @param peakHour hour of the day with the highest value
 * @param noise amplitude of the noise
 */
record Signal(long seed, double base, double daily, double peakHour, double noise, int decimals, double min,
        double max) implements Column {

    private static final double MILLIS_PER_HOUR = 3_600_000;

    private static final int SLOW = 180;

    private static final int FAST = 15;

    @Override
    public void write(CellText cell, Draw draw) {
        double hours = draw.cycleMillis / MILLIS_PER_HOUR % 24 - this.peakHour;
        double swing = this.daily * Math.cos(2 * Math.PI * hours / 24);
        long ofStation = Draw.hash(this.seed, draw.station);
        double waver = 0.7 * smooth(ofStation, draw.tick, SLOW) + 0.3 * smooth(~ofStation, draw.tick, FAST);
        double value = Math.max(this.min, Math.min(this.max, this.base + swing + this.noise * waver));
        cell.set(Math.round(value * Math.pow(10, this.decimals)), this.decimals);
    }

    /** Smooth noise from -1 to 1, with a random value every {@code ticks} ticks. */
    private static double smooth(long seed, long tick, int ticks) {
        long from = Math.floorDiv(tick, ticks);
        double part = (double) Math.floorMod(tick, ticks) / ticks;
        double eased = part * part * (3 - 2 * part);
        double before = Draw.unit(seed, from);
        double after = Draw.unit(seed, from + 1);
        return 2 * (before + eased * (after - before)) - 1;
    }

}

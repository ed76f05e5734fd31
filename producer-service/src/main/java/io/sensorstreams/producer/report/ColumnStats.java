package io.sensorstreams.producer.report;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Set;

import io.sensorstreams.common.wire.RowEncoder;
import io.sensorstreams.producer.report.FileReport.Saturated;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is in one column, in constant memory. Not thread-safe.
 * <p>
 * A maximum is called saturated when at least {@value #SATURATED_ROWS} rows have it, and
 * <ul>
 * <li>its digits are those of a 16-bit limit, such as {@code 6553.4} or {@code 32767}, or
 * <li>it is as far above the next lower number as that is above the minimum, or farther;
 * there are at least {@value #OTHER_VALUES} different other numbers; and the station that
 * reported it first has other numbers, too.
 * </ul>
 * So a counter or a switch, whose values are few or do not change, is not saturated.
 */
final class ColumnStats {

    private static final int SATURATED_ROWS = 3;

    private static final int OTHER_VALUES = 5;

    private static final int MOST_DIGITS = 20;

    private static final Set<String> LIMITS = Set.of("65535", "65534", "32767", "32766");

    private final String name;

    private long missing;

    private long texts;

    private long numbers;

    /** Numbers that are too long for minimum, maximum and mean. */
    private long unread;

    private double sum;

    /** Lost low-order part of the sum (Kahan). */
    private double lost;

    private final Decimal value = new Decimal();

    private final Decimal min = new Decimal();

    private final Decimal max = new Decimal();

    /** Largest number below the maximum. */
    private final Decimal next = new Decimal();

    private boolean hasNext;

    private long maxCount;

    private int maxStation;

    /** The first different numbers. */
    private final double[] different = new double[OTHER_VALUES + 1];

    private int differentCount;

    /** First number of each station. */
    private double[] firsts = {};

    /** Whether a station has different numbers. */
    private boolean[] varies = {};

    ColumnStats(String name) {
        this.name = name;
    }

    void missing() {
        this.missing++;
    }

    /**
     * Adds a cell that is not missing.
     * @param station small number of the row's station
     */
    void add(byte[] bytes, int from, int to, int station) {
        if (from == to || RowEncoder.numberEnd(bytes, from, to) != to) {
            addText();
        }
        else if (this.value.read(bytes, from, to)) {
            this.numbers++;
            addNumber(station);
        }
        else {
            this.unread++;
        }
    }

    /** Adds a cell that is neither missing nor a number. */
    void addText() {
        this.texts++;
    }

    private void addNumber(int station) {
        double number = this.value.toDouble();
        double corrected = number - this.lost;
        double total = this.sum + corrected;
        this.lost = (total - this.sum) - corrected;
        this.sum = total;
        remember(number, station);
        if (this.numbers == 1) {
            this.min.set(this.value);
            newMax(station);
            return;
        }
        int above = this.value.compare(this.max);
        if (above > 0) {
            this.next.set(this.max);
            this.hasNext = true;
            newMax(station);
        }
        else if (above == 0) {
            this.maxCount++;
        }
        else {
            if (!this.hasNext || this.value.compare(this.next) > 0) {
                this.next.set(this.value);
                this.hasNext = true;
            }
            if (this.value.compare(this.min) < 0) {
                this.min.set(this.value);
            }
        }
    }

    private void newMax(int station) {
        this.max.set(this.value);
        this.maxCount = 1;
        this.maxStation = station;
    }

    private void remember(double number, int station) {
        if (station >= this.firsts.length) {
            int from = this.firsts.length;
            this.firsts = Arrays.copyOf(this.firsts, Math.max(4, 2 * station));
            this.varies = Arrays.copyOf(this.varies, this.firsts.length);
            Arrays.fill(this.firsts, from, this.firsts.length, Double.NaN);
        }
        if (!this.varies[station] && this.firsts[station] != number) {
            // The first number differs from NaN, too.
            this.varies[station] = !Double.isNaN(this.firsts[station]);
            this.firsts[station] = number;
        }
        if (this.differentCount < this.different.length) {
            for (int i = 0; i < this.differentCount; i++) {
                if (this.different[i] == number) {
                    return;
                }
            }
            this.different[this.differentCount++] = number;
        }
    }

    FileReport.Column toColumn() {
        FileReport.Type type = FileReport.Type.EMPTY;
        if (this.texts > 0) {
            type = FileReport.Type.TEXT;
        }
        else if (this.numbers + this.unread > 0) {
            type = FileReport.Type.NUMBER;
        }
        if (type != FileReport.Type.NUMBER || this.numbers == 0) {
            return new FileReport.Column(this.name, type, this.missing, null, null, null, null);
        }
        double mean = this.sum / this.numbers;
        return new FileReport.Column(this.name, type, this.missing, this.min.toBigDecimal(), this.max.toBigDecimal(),
                Double.isFinite(mean) ? mean : null, saturated());
    }

    private @Nullable Saturated saturated() {
        BigDecimal highest = this.max.toBigDecimal();
        boolean saturated = this.maxCount >= SATURATED_ROWS && (isLimit(highest) || isFar());
        return saturated ? new Saturated(highest.toString(), this.maxCount) : null;
    }

    private static boolean isLimit(BigDecimal number) {
        // A limit has few digits; removing zeros of a very large exponent overflows.
        return number.signum() > 0 && number.precision() <= MOST_DIGITS
                && Math.abs((long) number.scale()) <= MOST_DIGITS
                && LIMITS.contains(number.stripTrailingZeros().unscaledValue().toString());
    }

    private boolean isFar() {
        double others = this.next.toDouble() - this.min.toDouble();
        return this.differentCount > OTHER_VALUES && this.varies[this.maxStation]
                && this.max.toDouble() - this.next.toDouble() >= others;
    }

}

package io.sensorstreams.producer.time;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;

import io.sensorstreams.producer.row.Rows;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Parses numbers of seconds, or of a part of a second, since 1970. They may have a
 * fraction or an exponent. What is less than a millisecond is cut off, towards the past.
 */
final class EpochTime implements TimeFormat {

    /** Most digits that always fit into a {@code long}. */
    private static final int MAX_DIGITS = 18;

    private static final int MAX_LENGTH = 60;

    private static final int MAX_EXPONENT = 30;

    private static final BigDecimal LIMIT = BigDecimal.valueOf(Long.MAX_VALUE);

    private final int power;

    private final long unit;

    /** With the power of ten that makes one unit a number of milliseconds. */
    EpochTime(int power) {
        this.power = power;
        long factor = 1;
        for (int i = 0; i < Math.abs(power); i++) {
            factor *= 10;
        }
        this.unit = factor;
    }

    @Override
    public long parse(byte[] text, int from, int to) {
        boolean negative = from < to && text[from] == '-';
        long number = 0;
        int at = negative ? from + 1 : from;
        int first = at;
        while (at < to && Days.isDigit(text[at])) {
            number = 10 * number + text[at] - '0';
            at++;
        }
        // More digits, a plus, a fraction of a small unit, or an exponent.
        if (at == first || at - first > MAX_DIGITS - Math.max(0, this.power) || (at < to && this.power < 0)) {
            return slowly(text, from, to);
        }
        if (this.power < 0) {
            return Math.floorDiv(negative ? -number : number, this.unit);
        }
        long millis = number * this.unit;
        long part = this.unit;
        boolean rest = false;
        if (at + 1 < to && (text[at] == '.' || text[at] == ',')) {
            for (at++; at < to && Days.isDigit(text[at]); at++) {
                part /= 10;
                millis += part * (text[at] - '0');
                rest |= part == 0 && text[at] != '0';
            }
        }
        if (at < to) {
            return slowly(text, from, to);
        }
        return negative ? -millis - (rest ? 1 : 0) : millis;
    }

    private long slowly(byte[] text, int from, int to) {
        if (to - from > MAX_LENGTH) {
            return Rows.NO_EVENT_TIME;
        }
        try {
            BigDecimal number = new BigDecimal(new String(text, from, to - from, US_ASCII).replace(',', '.'));
            if (Math.abs((long) number.scale()) > MAX_LENGTH + MAX_EXPONENT) {
                return Rows.NO_EVENT_TIME;
            }
            BigDecimal millis = number.scaleByPowerOfTen(this.power).setScale(0, RoundingMode.FLOOR);
            return (millis.abs().compareTo(LIMIT) <= 0) ? millis.longValueExact() : Rows.NO_EVENT_TIME;
        }
        catch (NumberFormatException e) {
            return Rows.NO_EVENT_TIME;
        }
    }

    @Override
    public boolean isInstant() {
        return true;
    }

    @Override
    public String print(long millis, ZoneId zone) {
        BigDecimal number = BigDecimal.valueOf(millis).scaleByPowerOfTen(-this.power);
        return (number.signum() == 0) ? "0" : number.stripTrailingZeros().toPlainString();
    }

}

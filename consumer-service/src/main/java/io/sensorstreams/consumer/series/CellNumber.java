package io.sensorstreams.consumer.series;

import java.nio.charset.StandardCharsets;

import io.sensorstreams.common.wire.RowEncoder;

/**
 * Parses the numbers of cells.
 */
final class CellNumber {

    /** Longest text that is parsed; longer ones are no measurements. */
    private static final int MAX_LENGTH = 100;

    private static final int MAX_DIGITS = 15;

    private static final double[] POWERS = new double[MAX_DIGITS + 1];

    static {
        double power = 1;
        for (int i = 0; i <= MAX_DIGITS; i++) {
            POWERS[i] = power;
            power *= 10;
        }
    }

    private CellNumber() {
    }

    /** Whether a text that is not empty is a JSON number. */
    static boolean isNumber(byte[] bytes, int from, int to) {
        return to - from <= MAX_LENGTH && RowEncoder.numberEnd(bytes, from, to) == to;
    }

    /**
     * Parses a text.
     * @return NaN when it is not a number
     */
    static double parse(byte[] bytes, int from, int to) {
        if (from == to || !isNumber(bytes, from, to)) {
            return Double.NaN;
        }
        return (to - from <= MAX_DIGITS) ? parseShort(bytes, from, to) : parseLong(bytes, from, to);
    }

    /** Both parts of the quotient are exact, so that it is rounded once. */
    private static double parseShort(byte[] bytes, int from, int to) {
        boolean negative = bytes[from] == '-';
        long digits = 0;
        int decimals = 0;
        boolean point = false;
        for (int i = negative ? from + 1 : from; i < to; i++) {
            byte b = bytes[i];
            if (b == '.') {
                point = true;
            }
            else if (b >= '0' && b <= '9') {
                digits = 10 * digits + b - '0';
                decimals += point ? 1 : 0;
            }
            else {
                return parseLong(bytes, from, to);
            }
        }
        double number = digits / POWERS[decimals];
        return negative ? -number : number;
    }

    private static double parseLong(byte[] bytes, int from, int to) {
        double number = Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
        return Double.isFinite(number) ? number : Double.NaN;
    }

}

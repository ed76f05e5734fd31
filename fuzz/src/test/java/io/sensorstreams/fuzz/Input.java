package io.sensorstreams.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the parts of an input from its start. Inputs are mostly text, so that people can
 * read and write them: {@code a} is the first of several choices, {@code b} the second.
 * What is missing at the end of an input is its first choice, and empty.
 */
public final class Input {

    private static final byte BORDER = 1;

    /** Of 4. */
    private static final int MOST_POWER = 10;

    private final byte[] bytes;

    private int at;

    public Input(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads a number from 0 to {@code count} - 1, one byte. */
    public int choice(int count) {
        return (this.at < this.bytes.length) ? Math.floorMod(this.bytes[this.at++] - 'a', count) : 0;
    }

    public boolean flag() {
        return choice(2) == 1;
    }

    @SafeVarargs
    public final <T> T oneOf(T... values) {
        return values[choice(values.length)];
    }

    public boolean isOver() {
        return this.at == this.bytes.length;
    }

    /** Reads to the end of the line. */
    public byte[] lineBytes() {
        int end = this.at;
        while (end < this.bytes.length && this.bytes[end] != '\n') {
            end++;
        }
        byte[] line = Arrays.copyOfRange(this.bytes, this.at, end);
        this.at = Math.min(end + 1, this.bytes.length);
        return line;
    }

    /** Reads to the end of the line, as UTF-8. */
    public String line() {
        return new String(lineBytes(), StandardCharsets.UTF_8);
    }

    public byte[] rest() {
        byte[] rest = Arrays.copyOfRange(this.bytes, this.at, this.bytes.length);
        this.at = this.bytes.length;
        return rest;
    }

    /**
     * Reads the rest, in which a part may be repeated, so that small inputs make long
     * texts. The first byte is how often: 4 times for {@code b}, 16 times for {@code c},
     * and so on to {@code k}, else once. The part is between two bytes 1, or the whole
     * rest.
     * @param most most bytes of the result
     */
    public byte[] longRest(int most) {
        int power = choice(256);
        int times = (power <= MOST_POWER) ? 1 << (2 * power) : 1;
        byte[] rest = rest();
        if (times == 1) {
            return rest;
        }
        int first = indexOf(rest, 0);
        int second = (first >= 0) ? indexOf(rest, first + 1) : -1;
        int from = (second >= 0) ? first + 1 : 0;
        int to = (second >= 0) ? second : rest.length;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(rest, 0, Math.max(0, from - 1));
        for (int i = 0; i < times && out.size() + rest.length <= most; i++) {
            out.write(rest, from, to - from);
            if (to == from) {
                break;
            }
        }
        int after = (second >= 0) ? second + 1 : rest.length;
        out.write(rest, after, rest.length - after);
        return out.toByteArray();
    }

    /** Reads the rest as UTF-8; see {@link #longRest}. */
    public String longText(int most) {
        return new String(longRest(most), StandardCharsets.UTF_8);
    }

    private static int indexOf(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == BORDER) {
                return i;
            }
        }
        return -1;
    }

}

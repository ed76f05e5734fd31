package io.sensorstreams.producer.cells;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.common.wire.RowEncoder;
import io.sensorstreams.producer.dialect.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers with the decimal and thousands separators of a dialect: {@code 1.234,50}
 * becomes {@code 1234.50}. The digits stay as they are. A text is a number exactly if the
 * result is a number of RFC 8259. So {@code +1}, {@code ,5}, {@code 5,} and {@code 007,5}
 * are texts, as {@code +1}, {@code .5}, {@code 5.} and {@code 007.5} are in the standard
 * dialect. Thousands separators are optional. If there is one, all groups of digits
 * before the decimal separator have three digits, except the first one. Not thread-safe.
 */
public final class LocalNumbers {

    private static final int GROUP = 3;

    private final byte decimal;

    private final byte[] thousands;

    private byte[] number = new byte[32];

    private int length;

    private LocalNumbers(Dialect dialect) {
        this.decimal = (byte) dialect.decimal().charAt(0);
        this.thousands = dialect.thousands().getBytes(StandardCharsets.UTF_8);
    }

    /** Returns null when numbers of the dialect are those of the standard. */
    public static @Nullable LocalNumbers of(Dialect dialect) {
        boolean standard = dialect.decimal().equals(Dialect.STANDARD.decimal()) && dialect.thousands().isEmpty();
        return standard ? null : new LocalNumbers(dialect);
    }

    /**
     * Adds the cells of a row to its record value.
     * @throws MalformedRowException when a cell is not UTF-8
     */
    public void encode(Cells cells, RowEncoder encoder) throws MalformedRowException {
        for (int i = 0; i < cells.size(); i++) {
            byte[] text = cells.bytes(i);
            int from = cells.start(i);
            int to = cells.end(i);
            if (read(text, from, to) && !encoder.isMissing(text, from, to)) {
                encoder.number(this.number, this.length);
            }
            else {
                encoder.text(text, from, to);
            }
        }
    }

    /** Reads a text; returns whether it is a number, which {@link #bytes} has then. */
    public boolean read(byte[] text, int from, int to) {
        if (from == to || text[to - 1] < '0' || text[to - 1] > '9') {
            return false;
        }
        if (this.number.length < to - from) {
            this.number = new byte[2 * (to - from)];
        }
        this.length = 0;
        int at = from;
        if (text[at] == '-') {
            this.number[this.length++] = '-';
            at++;
        }
        int end = groups(text, at, to);
        if (end < to && text[end] == this.decimal) {
            this.number[this.length++] = '.';
            end = digits(text, end + 1, to);
        }
        System.arraycopy(text, end, this.number, this.length, to - end);
        this.length += to - end;
        return RowEncoder.numberEnd(this.number, 0, this.length) == this.length && isOver(text, end, to);
    }

    /** Whether the number ends or an exponent begins. */
    private static boolean isOver(byte[] text, int end, int to) {
        return end == to || text[end] == 'e' || text[end] == 'E';
    }

    private int groups(byte[] text, int from, int to) {
        int at = digits(text, from, to);
        if (this.thousands.length == 0 || at == from || at - from > GROUP) {
            return at;
        }
        int end = at + this.thousands.length;
        while (end <= to && Arrays.equals(text, at, end, this.thousands, 0, this.thousands.length)) {
            int before = this.length;
            int next = digits(text, end, to);
            if (next - end != GROUP) {
                this.length = before;
                return at;
            }
            at = next;
            end = at + this.thousands.length;
        }
        return at;
    }

    private int digits(byte[] text, int from, int to) {
        int at = from;
        while (at < to && text[at] >= '0' && text[at] <= '9') {
            this.number[this.length++] = text[at++];
        }
        return at;
    }

    public byte[] bytes() {
        return this.number;
    }

    public int length() {
        return this.length;
    }

}

package io.sensorstreams.consumer.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.sensorstreams.common.wire.RowDecoder;
import io.sensorstreams.consumer.format.LineBuffer;
import io.sensorstreams.consumer.parquet.type.ColumnType;
import io.sensorstreams.consumer.parquet.type.NumberText;
import io.sensorstreams.consumer.parquet.type.TimePattern;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/**
 * The current value of one column of a file: taken from a row or from the file, then
 * written to the file or to a line of text. The object is reused for each row. Not
 * thread-safe.
 */
final class CellValue {

    private static final int BYTES_OF_DECIMAL = 16;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final FileColumn column;

    private final ColumnType.Kind kind;

    private final boolean wide;

    private final NumberText number = new NumberText();

    private boolean isNull;

    /** A decimal of up to 18 digits, a time in microseconds, or a boolean as 0 or 1. */
    private long number64;

    private double floating;

    /** A text, or a decimal of more than 18 digits. */
    private @Nullable Binary binary;

    CellValue(FileColumn column) {
        this.column = column;
        this.kind = column.type().kind();
        this.wide = this.kind == ColumnType.Kind.DECIMAL && !column.type().isLong();
    }

    /**
     * Takes the value of a cell. It must be written before the row is decoded again.
     * @return false when the column cannot have the value exactly
     */
    boolean take(RowDecoder row, int cell) {
        this.isNull = row.isNull(cell);
        if (this.isNull) {
            return true;
        }
        byte[] bytes = row.bytes(cell);
        int start = row.start(cell);
        int end = row.end(cell);
        return switch (this.kind) {
            case NULL, LONG -> false;
            case BOOLEAN -> !row.isNumber(cell) && !row.isString(cell) && takeBoolean(bytes[start]);
            case DECIMAL -> row.isNumber(cell) && takeDecimal(bytes, start, end);
            case DOUBLE -> row.isNumber(cell) && takeDouble(bytes, start, end);
            case TIME -> row.isString(cell) && takeTime(bytes, start, end);
            case TEXT -> {
                takeText(bytes, start, end);
                yield true;
            }
        };
    }

    private boolean takeBoolean(byte first) {
        this.number64 = (first == 't') ? 1 : 0;
        return first == 't' || first == 'f';
    }

    private boolean takeDecimal(byte[] bytes, int start, int end) {
        if (this.wide) {
            BigDecimal value = NumberText.scaled(bytes, start, end, this.column.type().scale());
            this.binary = (value != null) ? Binary.fromConstantByteArray(twosComplement(value)) : null;
            return value != null;
        }
        boolean fits = this.number.unscale(bytes, start, end, this.column.type().scale());
        this.number64 = this.number.unscaled();
        return fits;
    }

    private static byte[] twosComplement(BigDecimal value) {
        byte[] shortest = value.unscaledValue().toByteArray();
        byte[] bytes = new byte[BYTES_OF_DECIMAL];
        Arrays.fill(bytes, (byte) (shortest[0] >> 7));
        System.arraycopy(shortest, 0, bytes, bytes.length - shortest.length, shortest.length);
        return bytes;
    }

    private boolean takeDouble(byte[] bytes, int start, int end) {
        this.floating = NumberText.doubleOf(bytes, start, end);
        return Double.isFinite(this.floating);
    }

    private boolean takeTime(byte[] bytes, int start, int end) {
        this.number64 = this.column.pattern().parse(bytes, start, end);
        return this.number64 != TimePattern.NONE;
    }

    private void takeText(byte[] bytes, int start, int end) {
        this.binary = Binary.fromReusedByteArray(bytes, start, end - start);
    }

    /** Takes a value that is no cell of a row: an offset. */
    void take(long offset) {
        this.isNull = false;
        this.number64 = offset;
    }

    /** Takes a text that is no cell of a row: a header. */
    void take(byte @Nullable [] text) {
        this.isNull = text == null;
        if (text != null) {
            takeText(text, 0, text.length);
        }
    }

    void write(ColumnWriter out) {
        if (this.isNull) {
            out.writeNull(0, 0);
            return;
        }
        int level = this.column.isRequired() ? 0 : 1;
        switch (this.kind) {
            case BOOLEAN -> out.write(this.number64 == 1, 0, level);
            case DOUBLE -> out.write(this.floating, 0, level);
            case DECIMAL, TIME, LONG, NULL -> {
                if (this.wide) {
                    out.write(present(), 0, level);
                }
                else {
                    out.write(this.number64, 0, level);
                }
            }
            case TEXT -> out.write(present(), 0, level);
        }
    }

    /** Takes the current value of a file, and advances to the next one. */
    void read(ColumnReader in) {
        this.isNull = !this.column.isRequired() && in.getCurrentDefinitionLevel() == 0;
        if (!this.isNull) {
            switch (this.kind) {
                case NULL -> throw new IllegalStateException("column '" + this.column.name() + "' has a value");
                case BOOLEAN -> this.number64 = in.getBoolean() ? 1 : 0;
                case DOUBLE -> this.floating = in.getDouble();
                case DECIMAL, TIME, LONG, TEXT -> {
                    if (this.wide || this.kind == ColumnType.Kind.TEXT) {
                        this.binary = in.getBinary();
                    }
                    else {
                        this.number64 = in.getLong();
                    }
                }
            }
        }
        in.consume();
    }

    /** Whether the value of another object for the same column is the same. */
    boolean isSameAs(CellValue other) {
        if (this.isNull || other.isNull) {
            return this.isNull == other.isNull;
        }
        return switch (this.kind) {
            case DOUBLE -> Double.compare(this.floating, other.floating) == 0;
            case BOOLEAN, TIME, LONG, NULL -> this.number64 == other.number64;
            case DECIMAL -> this.wide ? present().equals(other.present()) : this.number64 == other.number64;
            case TEXT -> present().equals(other.present());
        };
    }

    long number() {
        return this.number64;
    }

    /** Text of the current value; null when the value is null. */
    @Nullable String text() {
        return this.isNull ? null : present().toStringUsingUTF8();
    }

    /**
     * Appends the value as it is in the file: the JSON text of a null, a boolean or a
     * number at the scale of the column; anything else as a JSON string. A line end is
     * escaped, so that a row is one line. Equal values have equal texts.
     */
    void print(LineBuffer out) {
        if (this.isNull) {
            append(out, "null");
            return;
        }
        switch (this.kind) {
            case BOOLEAN -> append(out, (this.number64 == 1) ? "true" : "false");
            case DOUBLE -> append(out, Double.toString(this.floating));
            case DECIMAL -> append(out, decimal().toPlainString());
            case LONG, NULL -> append(out, Long.toString(this.number64));
            case TIME -> printTime(out);
            case TEXT -> {
                byte[] text = present().getBytesUnsafe();
                printText(out, text, 0, text.length);
            }
        }
    }

    private BigDecimal decimal() {
        int scale = this.column.type().scale();
        return this.wide ? new BigDecimal(new BigInteger(present().getBytesUnsafe()), scale)
                : BigDecimal.valueOf(this.number64, scale);
    }

    private void printTime(LineBuffer out) {
        if (!this.column.pattern().has(this.number64)) {
            throw new IllegalStateException("column '%s' has the time %d, which is no time of the pattern '%s'"
                .formatted(this.column.name(), this.number64, this.column.pattern()));
        }
        out.append((byte) '"');
        this.column.pattern().print(this.number64, out);
        out.append((byte) '"');
    }

    static void printText(LineBuffer out, byte[] text, int from, int to) {
        out.append((byte) '"');
        for (int i = from; i < to; i++) {
            byte b = text[i];
            if (b == '"' || b == '\\') {
                out.append((byte) '\\');
                out.append(b);
            }
            else if (b >= 0 && b < ' ') {
                append(out, "\\u00");
                out.append(HEX[b >> 4]);
                out.append(HEX[b & 15]);
            }
            else {
                out.append(b);
            }
        }
        out.append((byte) '"');
    }

    static void append(LineBuffer out, String ascii) {
        byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
        out.append(bytes, 0, bytes.length);
    }

    private Binary present() {
        Binary value = this.binary;
        if (value == null) {
            throw new IllegalStateException("column '" + this.column.name() + "' has no value");
        }
        return value;
    }

}

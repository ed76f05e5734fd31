package io.sensorstreams.producer.text;

import java.util.zip.CRC32C;

/**
 * CRC-32C of a part of a text, which grows at its end or at its start. It can continue
 * from a known value without the bytes, because the checksums of two parts give the
 * checksum of both: see {@code crc32_combine} of zlib. Owned by one thread.
 */
public final class TextChecksum {

    /** The polynomial of CRC-32C, RFC 3720, with its lowest power in the highest bit. */
    private static final int POLYNOMIAL = 0x82f63b78;

    private static final int ONE = 1 << 31;

    /** The power 2<sup>n</sup> of x, modulo the polynomial, at index n. */
    private static final int[] SQUARES = squares();

    /** A byte is 2<sup>3</sup> bits. */
    private static final int BYTE = 3;

    private final CRC32C part = new CRC32C();

    private long bytes;

    private long unread;

    private int value;

    private static int[] squares() {
        int[] squares = new int[Long.SIZE + BYTE];
        squares[0] = ONE >>> 1;
        for (int n = 1; n < squares.length; n++) {
            squares[n] = product(squares[n - 1], squares[n - 1]);
        }
        return squares;
    }

    /** Continues from the checksum of a part that is not read again. */
    public void restore(long bytes, long value) {
        restore(bytes, value, 0);
    }

    /**
     * Continues from the checksum of a part that is not read again.
     * @param bytes bytes of the part, and those before it that belong to no part
     * @param unread bytes before the part
     */
    public void restore(long bytes, long value, long unread) {
        this.bytes = bytes;
        this.value = (int) value;
        this.unread = unread;
    }

    /** Adds bytes at the end of the part. */
    public void append(byte[] text, int from, int to) {
        this.value = joined(this.value, of(text, from, to), to - from);
        this.bytes += to - from;
    }

    /** Adds bytes at the start of the part. */
    public void prepend(byte[] text, int from, int to) {
        this.value = joined(of(text, from, to), this.value, this.bytes - this.unread);
        this.bytes += to - from;
    }

    /**
     * Adds bytes at the end of the part, if it is shorter.
     * @param reached bytes of the part then
     * @param end index in the text where the part ends then
     */
    public void appendUntil(long reached, byte[] text, int end) {
        if (reached > this.bytes) {
            append(text, end - (int) (reached - this.bytes), end);
        }
    }

    private int of(byte[] text, int from, int to) {
        this.part.reset();
        this.part.update(text, from, to - from);
        return (int) this.part.getValue();
    }

    /** Bytes before the part. */
    public long unread() {
        return this.unread;
    }

    /** Bytes of the part, and those before it. */
    public long bytes() {
        return this.bytes;
    }

    /** The value as {@link CRC32C#getValue()} returns it. */
    public long value() {
        return Integer.toUnsignedLong(this.value);
    }

    private static int joined(int first, int second, long secondBytes) {
        int shift = ONE;
        for (long left = secondBytes, n = BYTE; left != 0; left >>>= 1, n++) {
            if ((left & 1) != 0) {
                shift = product(SQUARES[(int) n], shift);
            }
        }
        return product(shift, first) ^ second;
    }

    private static int product(int first, int second) {
        int product = 0;
        int shifted = second;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((first & bit) != 0) {
                product ^= shifted;
            }
            shifted = ((shifted & 1) != 0) ? (shifted >>> 1) ^ POLYNOMIAL : shifted >>> 1;
        }
        return product;
    }

}

package io.sensorstreams.consumer.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

import io.sensorstreams.consumer.bytes.BytesReader;
import io.sensorstreams.consumer.bytes.CommittedBytes;

/**
 * Reads the header line of a file and its last lines, from the end. If the lines have
 * more than {@value #LONGEST} bytes, their beginning is omitted.
 *
 * @param header whether the first line is a header
 */
record FileTail(CommittedBytes file, boolean header) {

    private static final int STEP = 64 * 1024;

    static final int LONGEST = 8 * 1024 * 1024;

    /** Reads the header line, if there is one, and the last lines. */
    byte[] read(int lines) throws IOException {
        try (BytesReader bytes = this.file.open()) {
            byte[] first = this.header ? firstLine(bytes) : new byte[0];
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(first);
            out.writeBytes(lastLines(bytes, first.length, lines));
            return out.toByteArray();
        }
    }

    private byte[] firstLine(BytesReader bytes) throws IOException {
        for (int size = STEP;; size *= 2) {
            byte[] start = read(bytes, 0, (int) Math.min(size, this.file.length()));
            for (int i = 0; i < start.length; i++) {
                if (start[i] == '\n') {
                    return Arrays.copyOf(start, i + 1);
                }
            }
            if (start.length < size || size > LONGEST) {
                return start;
            }
        }
    }

    private byte[] lastLines(BytesReader bytes, long from, int lines) throws IOException {
        long length = this.file.length();
        for (int size = STEP;; size *= 2) {
            long start = Math.max(from, length - size);
            byte[] end = read(bytes, start, (int) (length - start));
            int at = startOfLast(end, lines);
            if (at > 0 || start == from || size >= LONGEST) {
                return Arrays.copyOfRange(end, at, end.length);
            }
        }
    }

    /** Index at which the last lines begin; 0 when there are fewer lines. */
    static int startOfLast(byte[] bytes, int lines) {
        if (lines == 0) {
            return bytes.length;
        }
        int left = lines;
        for (int i = bytes.length - 1; i > 0; i--) {
            if (bytes[i - 1] == '\n' && --left == 0) {
                return i;
            }
        }
        return 0;
    }

    private static byte[] read(BytesReader bytes, long position, int length) throws IOException {
        ByteBuffer found = ByteBuffer.allocate(length);
        while (found.hasRemaining() && bytes.read(found, position + found.position()) >= 0) {
            // The condition reads the bytes.
        }
        return Arrays.copyOf(found.array(), found.position());
    }

}

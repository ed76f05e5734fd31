package io.sensorstreams.consumer.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads the header line of a file and its last lines, from the end. If the lines have
 * more than {@value #LONGEST} bytes, their beginning is omitted.
 *
 * @param length committed length of the file
 * @param header whether the first line is a header
 */
record FileTail(Path path, long length, boolean header) {

    private static final int STEP = 64 * 1024;

    static final int LONGEST = 8 * 1024 * 1024;

    /** Reads the header line, if there is one, and the last lines. */
    byte[] read(int lines) throws IOException {
        try (FileChannel file = FileChannel.open(this.path)) {
            byte[] first = this.header ? firstLine(file) : new byte[0];
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(first);
            out.writeBytes(lastLines(file, first.length, lines));
            return out.toByteArray();
        }
    }

    private byte[] firstLine(FileChannel file) throws IOException {
        for (int size = STEP;; size *= 2) {
            byte[] start = read(file, 0, (int) Math.min(size, this.length));
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

    private byte[] lastLines(FileChannel file, long from, int lines) throws IOException {
        for (int size = STEP;; size *= 2) {
            long start = Math.max(from, this.length - size);
            byte[] end = read(file, start, (int) (this.length - start));
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

    private static byte[] read(FileChannel file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && file.read(bytes, position + bytes.position()) >= 0) {
            // The condition reads the bytes.
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

}

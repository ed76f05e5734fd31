package io.sensorstreams.consumer.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads the header line and the last lines of a compressed file, from its start. Like
 * {@link FileTail}, it omits the beginning of very long lines.
 *
 * @param header whether the first line is a header
 */
record CompressedTail(InputStream content, boolean header) {

    private static final int CHUNK = 64 * 1024;

    byte[] read(int lines) throws IOException {
        byte[] first = this.header ? firstLine() : new byte[0];
        if (lines == 0) {
            return first;
        }
        byte[] end = end();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(Arrays.copyOfRange(end, FileTail.startOfLast(end, lines), end.length));
        return out.toByteArray();
    }

    private byte[] firstLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = this.content.read(); b >= 0; b = this.content.read()) {
            line.write(b);
            if (b == '\n' || line.size() >= FileTail.LONGEST) {
                break;
            }
        }
        return line.toByteArray();
    }

    /** Returns the rest of the content, or the last bytes of a long one. */
    private byte[] end() throws IOException {
        byte[] buffer = new byte[CHUNK];
        int length = 0;
        for (int read = 0; read >= 0; read = this.content.read(buffer, length, buffer.length - length)) {
            length += read;
            if (length == buffer.length && length < 2 * FileTail.LONGEST) {
                buffer = Arrays.copyOf(buffer, 2 * length);
            }
            else if (length == buffer.length) {
                System.arraycopy(buffer, length - FileTail.LONGEST, buffer, 0, FileTail.LONGEST);
                length = FileTail.LONGEST;
            }
        }
        return Arrays.copyOfRange(buffer, Math.max(0, length - FileTail.LONGEST), length);
    }

}

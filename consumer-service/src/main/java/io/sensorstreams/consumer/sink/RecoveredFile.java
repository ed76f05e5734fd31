package io.sensorstreams.consumer.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.CRC32C;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.format.FileColumns;
import io.sensorstreams.consumer.format.LineFormat;

/**
 * A file that a recovered partition continues.
 *
 * @param checksum checksum state after the committed bytes
 * @param firstLine first line, without its line end
 */
record RecoveredFile(LedgerEntry entry, CRC32C checksum, byte[] firstLine) {

    /** Returns the columns of the file, and sets the format to them. */
    FileColumns columns(LineFormat format, Path path) throws RecoveryException {
        try {
            format.resumeFile(this.firstLine);
            return format.file();
        }
        catch (MalformedRowException e) {
            throw new RecoveryException("File " + path + " has no readable first line: " + e.getMessage());
        }
    }

    /** Reads the committed bytes of a file, or fewer when the file is shorter. */
    static RecoveredFile read(LedgerEntry entry, InputStream in) throws IOException {
        CRC32C checksum = new CRC32C();
        ByteArrayOutputStream firstLine = new ByteArrayOutputStream();
        byte[] chunk = new byte[64 * 1024];
        boolean inFirstLine = true;
        for (long left = entry.bytes(); left > 0;) {
            int length = in.readNBytes(chunk, 0, (int) Math.min(chunk.length, left));
            if (length == 0) {
                break;
            }
            checksum.update(chunk, 0, length);
            inFirstLine = inFirstLine && !copyLine(chunk, length, firstLine);
            left -= length;
        }
        return new RecoveredFile(entry, checksum, firstLine.toByteArray());
    }

    /** Copies bytes up to the line end; returns whether there was one. */
    private static boolean copyLine(byte[] chunk, int length, ByteArrayOutputStream line) {
        for (int i = 0; i < length; i++) {
            if (chunk[i] == '\n') {
                return true;
            }
            line.write(chunk[i]);
        }
        return false;
    }

}

package io.sensorstreams.producer.csv;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import io.sensorstreams.producer.row.ReadFailedException;
import io.sensorstreams.producer.row.SourceException;

/**
 * Distinguishes files whose content is invalid from failures of the file system.
 */
final class ReadFault {

    /** The default of the zstd decoder, in MiB. */
    private static final int MAX_WINDOW = 128;

    private ReadFault() {
    }

    /**
     * Names the file in an exception of a library.
     * @param what begins the message, such as {@code A.csv cannot be read}
     */
    static SourceException of(String what, IOException e) {
        if (e instanceof SourceException known) {
            return known;
        }
        if (e instanceof ZstdIOException zstd && zstd.getErrorCode() == Zstd.errFrameParameterWindowTooLarge()) {
            return new SourceException(what + ": its zstd window is larger than " + MAX_WINDOW
                    + " MiB, the limit of this service; compress the file with --long=27 or less", e);
        }
        String message = what + ": " + e.getMessage();
        boolean content = e instanceof ZipException || e instanceof ZstdIOException || e instanceof EOFException;
        return content ? new SourceException(message, e) : new ReadFailedException(message, e);
    }

    static SourceException tooShort(String name, long bytes) {
        return new SourceException(name + " is shorter than the " + bytes
                + " bytes already read of it: it became shorter or was replaced");
    }

    static SourceException noRow(String name, long bytes) {
        return new SourceException(name + " can only be read from its beginning: no row begins at byte " + bytes
                + ", where reading continues; its last row was continued, or it was replaced");
    }

}

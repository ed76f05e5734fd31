package io.sensorstreams.producer.csv;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;

import com.github.luben.zstd.ZstdIOException;
import io.sensorstreams.producer.row.ReadFailedException;
import io.sensorstreams.producer.row.SourceException;

/**
 * Distinguishes files whose content is invalid from failures of the file system.
 */
final class ReadFault {

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
        String message = what + ": " + e.getMessage();
        boolean content = e instanceof ZipException || e instanceof ZstdIOException || e instanceof EOFException;
        return content ? new SourceException(message, e) : new ReadFailedException(message, e);
    }

}

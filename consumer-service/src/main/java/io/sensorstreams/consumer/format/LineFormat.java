package io.sensorstreams.consumer.format;

import io.sensorstreams.common.wire.MalformedRowException;
import org.jspecify.annotations.Nullable;

/**
 * Converts the record values of one partition into the lines of its output files. Not
 * thread-safe. The calls for each value are {@link #read}, then {@link #startFile} when
 * the file is new or the value does not {@linkplain #fits() fit} it, then
 * {@link #appendLine}. The format has one current file. A caller that writes several
 * files in turn keeps the {@linkplain #file() columns} of each and
 * {@linkplain #continueFile continues} it.
 */
public interface LineFormat {

    /** Reads a value and makes it the current one, if it can be written as a line. */
    void read(byte @Nullable [] value) throws MalformedRowException;

    /** Whether the current value fits the current file: it has the same columns. */
    boolean fits();

    /** Whether the current value fits a file with these columns. */
    boolean fits(FileColumns columns);

    /** Starts a new file for the current value, with the header line if there is one. */
    void startFile(LineBuffer out);

    /** Continues a file that begins with this line, without its line end. */
    void resumeFile(byte[] firstLine) throws MalformedRowException;

    FileColumns file();

    /**
     * Makes another file the current one.
     * @param columns what {@link #file} returned for it, on this or another instance
     */
    void continueFile(FileColumns columns);

    /** Appends the current value as one line, including the line end. */
    void appendLine(LineBuffer out);

}

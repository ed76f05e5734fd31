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

    /** Extension of the file names, without the dot. */
    String extension();

    /**
     * Reads a value and makes it the current one.
     * @throws MalformedRowException when it cannot be written as a line
     */
    void read(byte @Nullable [] value) throws MalformedRowException;

    /** Whether the current value fits the current file: it has the same columns. */
    boolean fits();

    /** Whether the current value fits a file with these columns. */
    boolean fits(FileColumns columns);

    /**
     * Starts a new file for the current value. Appends the header line, if the format has
     * one.
     */
    void startFile(LineBuffer out);

    /**
     * Continues an existing file.
     * @param firstLine first line of the file, without its line end
     */
    void resumeFile(byte[] firstLine) throws MalformedRowException;

    /** Columns of the current file. */
    FileColumns file();

    /**
     * Makes another file the current one.
     * @param columns what {@link #file} returned for that file, on this or another
     * instance of the same format
     */
    void continueFile(FileColumns columns);

    /** Appends the current value as one line, including the line end. */
    void appendLine(LineBuffer out);

}

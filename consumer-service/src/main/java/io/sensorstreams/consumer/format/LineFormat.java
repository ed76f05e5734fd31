package io.sensorstreams.consumer.format;

import io.sensorstreams.common.wire.MalformedRowException;
import org.jspecify.annotations.Nullable;

/**
 * Turns the record values of one partition into the lines of its output files. Not
 * thread-safe. For each value: {@link #read}, then {@link #startFile} when the file is
 * new or the value does not {@linkplain #fits() fit} it, then {@link #appendLine}. The
 * format has one current file. Who writes several files in turn keeps the
 * {@linkplain #file() columns} of each and {@linkplain #continueFile continues} it.
 */
public interface LineFormat {

    /** Ending of the files' names, without the dot. */
    String extension();

    /**
     * Reads a value; it is the current one from now on.
     * @throws MalformedRowException when it cannot be written as a line
     */
    void read(byte @Nullable [] value) throws MalformedRowException;

    /**
     * Whether the current value can stand in the current file: it has the same columns.
     */
    boolean fits();

    /** Whether the current value can stand in a file of these columns. */
    boolean fits(FileColumns columns);

    /**
     * Starts a new file for the current value: appends its header line, if the format has
     * one.
     */
    void startFile(LineBuffer out);

    /**
     * Goes on in a file that exists.
     * @param firstLine the file's first line, without the line's end
     */
    void resumeFile(byte[] firstLine) throws MalformedRowException;

    /** Columns of the current file. */
    FileColumns file();

    /**
     * Makes another file the current one.
     * @param columns what {@link #file} returned for it; of this format or another
     * instance of it
     */
    void continueFile(FileColumns columns);

    /** Appends the current value as one line, with the line's end. */
    void appendLine(LineBuffer out);

}

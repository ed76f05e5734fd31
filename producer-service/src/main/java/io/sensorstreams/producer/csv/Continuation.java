package io.sensorstreams.producer.csv;

import java.io.IOException;
import java.nio.file.Files;

import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.ReadFailedException;
import io.sensorstreams.producer.row.SourceException;
import io.sensorstreams.producer.text.TextChecksum;

/**
 * Checks that a file still has the text that was read of it before. Reads this text again
 * when the file was modified since. A file that only grew, or was touched, renamed or
 * copied, is the same.
 */
final class Continuation {

    private final CsvText text;

    private final boolean backward;

    private final FileIdentity file;

    private final Position from;

    private final Part read;

    /**
     * Checksum of a part of the text, between two distances from where reading starts.
     */
    private interface Part {

        TextChecksum of(long from, long to) throws IOException;

    }

    private Continuation(CsvText text, boolean backward, FileIdentity file, Position from, Part read) {
        this.text = text;
        this.backward = backward;
        this.file = file;
        this.from = from;
        this.read = read;
    }

    /**
     * Returns the file with the checksum of the start of its text, up to the position or
     * after it.
     * @param file the file now
     * @throws ChangedFileException when this text has changed
     */
    static FileIdentity forward(CsvText text, FileIdentity file, Position from) throws IOException {
        return new Continuation(text, false, file, from, text::checksum).check();
    }

    /** The same for the end of the text. */
    static FileIdentity backward(CsvText plain, FileIdentity file, Position from) throws IOException {
        long size = Files.size(plain.path());
        return new Continuation(plain, true, file, from,
                (begin, end) -> plain.checksum(Math.max(0, size - end), size - begin))
            .check();
    }

    private FileIdentity check() throws IOException {
        FileIdentity seen = this.from.seen();
        if (seen != null) {
            if (!seen.isUnchanged(this.file)) {
                compare(seen);
            }
            if (seen.bytes() >= this.from.bytes()) {
                return this.file.with(seen.bytes(), seen.checksum()).startingAs(seen);
            }
        }
        // Without a checksum of all of the text: stored by an earlier version.
        TextChecksum start = this.read.of(0, this.from.bytes());
        return this.file.with(start.bytes(), start.value());
    }

    /**
     * The exception for a text that can no longer be read: a text that was read in part
     * before has changed, unless the file system fails.
     */
    static IOException changed(CsvText text, Position from, IOException failure) {
        boolean content = failure instanceof SourceException && !(failure instanceof ReadFailedException)
                && !(failure instanceof ChangedFileException);
        return (content && from.seen() != null)
                ? new ChangedFileException(text.name(), "was changed since row " + from.row(), failure) : failure;
    }

    private TextChecksum again(FileIdentity seen) throws IOException {
        try {
            return this.read.of(seen.unread(), seen.bytes());
        }
        catch (IOException e) {
            throw changed(this.text, this.from, e);
        }
    }

    private void compare(FileIdentity seen) throws IOException {
        TextChecksum now = again(seen);
        if (now.bytes() == seen.bytes() - seen.unread() && now.value() == seen.checksum()
                && this.file.header() == seen.header()) {
            return;
        }
        throw new ChangedFileException(this.text.name(), change(seen, now) + " since row " + this.from.row());
    }

    private String change(FileIdentity seen, TextChecksum now) {
        if (!seen.isSameFile(this.file)) {
            return "was replaced";
        }
        if (now.bytes() < seen.bytes() - seen.unread()) {
            return "became shorter";
        }
        return (this.backward && !this.text.temporary() && this.file.size() > seen.size())
                ? "has grown at its end, which is read first," : "was overwritten";
    }

}
